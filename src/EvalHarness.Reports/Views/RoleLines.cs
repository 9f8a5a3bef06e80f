using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Views;

/// <summary>What each model is, in a line short enough to stand below its name.</summary>
public sealed class RoleLines
{
    private readonly HashSet<string> shared;

    private RoleLines(HashSet<string> shared) => this.shared = shared;

    /// <summary>The lines of the models of a task; a first clause that several share tells none of them apart and is left out.</summary>
    internal static RoleLines Of(IEnumerable<ModelSummary> models) =>
        new([
            .. models
                .Select(model => First(model.Description))
                .Where(clause => clause.Length > 0)
                .GroupBy(clause => clause, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .Select(group => group.Key),
        ]);

    /// <summary>The line of a model: its description, or its kind where it has none.</summary>
    internal string this[ModelSummary? model]
    {
        get
        {
            if (model is null || string.IsNullOrWhiteSpace(model.Description))
            {
                return model is null ? "" : Names.Kind(model.Kind);
            }

            string first = First(model.Description);
            return shared.Contains(first) ? model.Description[(first.Length + 2)..] : model.Description;
        }
    }

    /// <summary>What stands before the first comma, where something follows it.</summary>
    private static string First(string description)
    {
        int comma = description.IndexOf(", ", StringComparison.Ordinal);
        return comma > 0 && comma + 2 < description.Length ? description[..comma] : "";
    }
}
