using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// A value of which some answers are not known: what is said must hold wherever they lie, so that the interval reaches from
/// the lower limit of the worst case to the upper one of the best, and the larger p of all counts.
/// </summary>
/// <param name="seen">By the answers that there are.</param>
/// <param name="low">With those that are not where they lower the value most.</param>
/// <param name="high">With those that are not where they raise it most.</param>
internal sealed class BoundedInference(ReplicateInference seen, ReplicateInference low, ReplicateInference high)
    : IInference
{
    private readonly ReplicateInference[] cases = [seen, low, high];

    public bool IsDefined => seen.IsDefined;

    public bool HasUnits => seen.HasUnits;

    public bool IsSpread => seen.IsSpread;

    public string Test => seen.Test;

    public double? DegreesOfFreedom => null;

    public double? Statistic => null;

    public Estimate Report(double level)
    {
        var estimate = seen.Report(level);
        var (worst, best) = (low.Report(level), high.Report(level));
        return !IsDefined
            ? estimate
            : estimate with
            {
                Low = low.IsDefined ? Least(estimate.Low, worst.Low) : null,
                High = high.IsDefined ? Most(estimate.High, best.High) : null,
                Method = $"{estimate.Method}, for any answers to the rest",
                Note = FormattableString.Invariant($"{estimate.N} of {worst.N} samples answered by numbers"),
            };
    }

    public double Above(double bound) => cases.Max(one => one.IsDefined ? one.Above(bound) : 1);

    public double Below(double bound) => cases.Max(one => one.IsDefined ? one.Below(bound) : 1);

    private static double? Least(double? a, double? b) => a is { } x && b is { } y ? Math.Min(x, y) : null;

    private static double? Most(double? a, double? b) => a is { } x && b is { } y ? Math.Max(x, y) : null;
}
