using EvalHarness.Core;

namespace EvalHarness.Imports;

/// <summary>Which of several scores of the same answers (filters, splits, perturbations) count: those of one variant, whatever the sample.</summary>
internal static class VariantChoice
{
    /// <summary>The variant that counts: that which is wanted, else the unnamed one, else the first that the log has.</summary>
    /// <param name="met">The variants of a model on a task, in the order of the log; at least one.</param>
    /// <param name="wanted">Name of the variant; null for no wish.</param>
    /// <returns>Its name; null where that which is wanted is not there.</returns>
    public static string? Of(IReadOnlyCollection<string> met, string? wanted = null) =>
        wanted is not null ? met.FirstOrDefault(variant => variant == wanted)
        : met.Contains("") ? ""
        : met.First();

    /// <summary>Says that a variant is wanted which no task has.</summary>
    /// <param name="at">Where it is wanted.</param>
    /// <param name="wanted">Its name.</param>
    /// <param name="met">The variants that are there.</param>
    public static DocumentException Missing(Location at, string wanted, IEnumerable<string> met)
    {
        string[] named = [.. met.Where(variant => variant.Length > 0).Distinct(StringComparer.Ordinal)];
        return new DocumentException(
            new Fault(
                at,
                $"no variant '{VisibleText.Id(wanted)}' in the logs",
                named.Length == 0
                    ? "no 'variant:': the logs have none"
                    : $"one of {string.Join(", ", named.Select(variant => $"'{VisibleText.Id(variant)}'"))}",
                Spelling.Nearest(wanted, named)
            )
        );
    }
}
