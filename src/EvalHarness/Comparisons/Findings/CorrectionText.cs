using System.Diagnostics;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;

namespace EvalHarness.Comparisons.Findings;

/// <summary>How p-values were corrected for their number, in words.</summary>
public static class CorrectionText
{
    /// <summary>A correction as the literature calls it.</summary>
    /// <param name="correction">The correction.</param>
    public static string Name(Correction correction) =>
        correction switch
        {
            Correction.Holm => "Holm",
            Correction.Hochberg => "Hochberg",
            Correction.BenjaminiHochberg => "Benjamini and Hochberg (false discovery rate)",
            Correction.MaxT => "Westfall and Young's maxT",
            Correction.None => "nothing",
            _ => throw new UnreachableException(),
        };

    /// <summary>Which comparisons were corrected together, by what, and how all others were, in one sentence.</summary>
    /// <param name="family">How the declared comparisons were corrected.</param>
    public static string Sentence(FamilyCorrection family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return family switch
        {
            { Size: 0 } =>
                "No pair was declared in advance; p-values are corrected by Holm over all pairs of a leaderboard.",
            { ChosenReferences: > 0 } =>
                "No reference was declared and the data chose it, so the family has the comparisons with every model that could "
                    + FormattableString.Invariant(
                        $"have been chosen, and the choice costs no error: all {family.Size} {How(family)}; every "
                    )
                    + "other pair by Holm over all pairs of its leaderboard.",
            _ => FormattableString.Invariant($"The {family.Size} declared comparison{(family.Size == 1 ? "" : "s")} ")
                + (family.Size == 1 ? "needs no correction" : How(family))
                + "; every other pair by Holm over all pairs of its leaderboard.",
        };
    }

    /// <summary>That something else was done than the suite declares, and why, in one sentence; null where that is not so.</summary>
    /// <param name="family">How the declared comparisons were corrected.</param>
    public static string? Fallback(FamilyCorrection family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return family is { Size: > 1, Obstacle: not null }
            ? FormattableString.Invariant($"The {family.Size} declared comparisons {How(family)}.")
            : null;
    }

    /// <summary>Why the declared correction could not be done, as a clause; null where it was.</summary>
    /// <param name="family">How the declared comparisons were corrected.</param>
    public static string? Why(FamilyCorrection family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return family.Obstacle is not { } obstacle
            ? null
            : obstacle.Why switch
            {
                NoSigns.NoMean =>
                    $"{obstacle.Metric} of {obstacle.Task} is no mean, whose differences have signs to flip",
                NoSigns.MissingResponses =>
                    $"a sample of {obstacle.Task} lacks a response of {obstacle.Model} or {obstacle.Against}, so that signs "
                        + "cannot be flipped jointly",
                NoSigns.Published =>
                    $"the samples of {obstacle.Model} and {obstacle.Against} in {obstacle.Task} were not published, so that there "
                        + "are no signs to flip",
                _ => throw new UnreachableException(),
            };
    }

    private static string How(FamilyCorrection family) =>
        family.Applied == Correction.None ? "are not corrected"
        : Why(family) is { } why
            ? $"are corrected by {Name(family.Applied)} and not by {Name(family.Declared)} as declared, for {why}"
        : $"are corrected by {Name(family.Applied)}";
}
