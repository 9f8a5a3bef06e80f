using System.Collections.Immutable;
using EvalHarness.Models;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>The models to ask, teams knowing their members; a team whose member is left out is left out too.</summary>
internal sealed class Teams
{
    public Teams(ImmutableArray<ModelSpec> declared, ImmutableArray<SkippedModel> skipped)
    {
        Skipped = skipped;
        for (int before = -1; before != Skipped.Length; )
        {
            before = Skipped.Length;
            Skipped =
            [
                .. Skipped,
                .. declared.Where(model => !IsSkipped(model.Name)).Select(Reason).OfType<SkippedModel>(),
            ];
        }

        ModelSpec[] left = [.. declared.Where(model => !IsSkipped(model.Name))];
        var asked = left.DistinctBy(model => model.Name).ToDictionary(model => model.Name, StringComparer.Ordinal);
        Models =
        [
            .. left.Select(model =>
                model.Provider is ITeam ? model with { Provider = Resolve(model.Provider, asked, 0) } : model
            ),
        ];
    }

    /// <summary>The models to ask, in the order in which they are declared.</summary>
    public ImmutableArray<ModelSpec> Models { get; }

    /// <summary>The models left out.</summary>
    public ImmutableArray<SkippedModel> Skipped { get; }

    private bool IsSkipped(string name) => Skipped.Any(model => model.Name == name);

    private SkippedModel? Reason(ModelSpec model) =>
        model.Provider is ITeam team && team.Members.FirstOrDefault(IsSkipped) is { } member
            ? new SkippedModel(model.Name, $"model {Wording.Quote(member)} is skipped", model.Declared)
            : null;

    /// <summary>Teams of teams know all below them; one that leads back to itself is a fault already.</summary>
    private static IModelProvider Resolve(IModelProvider provider, Dictionary<string, ModelSpec> asked, int depth) =>
        provider is ITeam team && depth <= asked.Count
            ? team.Over(
                team.Members.Where(asked.ContainsKey)
                    .ToDictionary(
                        member => member,
                        member => Resolve(asked[member].Provider, asked, depth + 1),
                        StringComparer.Ordinal
                    )
            )
            : provider;
}
