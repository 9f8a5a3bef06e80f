using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Two one-sided tests: the lower one rejects that A is worse than B by its limit or more, the upper one that A is better
/// by its limit or more. Null stands for undefined: the difference does not vary.
/// </summary>
/// <param name="Difference">A minus B; higher is better.</param>
/// <param name="LowerStatistic">Statistic of the lower test.</param>
/// <param name="PLower">p of the lower test: non-inferiority of A.</param>
/// <param name="UpperStatistic">Statistic of the upper test.</param>
/// <param name="PUpper">p of the upper test.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of t statistics; null for normal ones.</param>
/// <param name="Interval">The interval at level 1 - 2·alpha, which lies inside the limits where both reject.</param>
public sealed record EquivalenceResult(
    double Difference,
    double? LowerStatistic,
    double? PLower,
    double? UpperStatistic,
    double? PUpper,
    double? DegreesOfFreedom = null,
    Interval? Interval = null
)
{
    /// <summary>Why nothing can be tested; null where something is.</summary>
    public string? Note => PLower is null && PUpper is null ? "degenerate: difference constant" : null;

    /// <summary>p of equivalence: the larger one of both.</summary>
    public double? P => PLower is { } lower && PUpper is { } upper ? Math.Max(lower, upper) : null;

    /// <summary>Whether A is not inferior at that error rate.</summary>
    public bool? IsNonInferior(double alpha) => PLower is { } p ? p < alpha : null;

    /// <summary>Whether A and B are equivalent at that error rate.</summary>
    public bool? IsEquivalent(double alpha) => P is { } p ? p < alpha : null;
}
