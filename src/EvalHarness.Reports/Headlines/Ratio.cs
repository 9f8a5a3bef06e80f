using EvalHarness.Comparisons.Results;

namespace EvalHarness.Reports.Headlines;

/// <summary>How many times as often one model is right as another, where the data bear such a word.</summary>
internal static class Ratio
{
    /// <summary>
    /// The word; null unless both are shares of right answers and the ratio is well above one even where the ends of the two
    /// intervals stand closest, which is wider than an interval of the ratio itself.
    /// </summary>
    /// <param name="metric">The metric.</param>
    /// <param name="more">Row of the model that is right more often.</param>
    /// <param name="less">Row of the other.</param>
    public static string? Word(MetricComparison metric, LeaderboardRow more, LeaderboardRow less)
    {
        if (
            metric.Metric != "accuracy"
            || more.Estimate is not { Value: { } high, Low: { } low }
            || less.Estimate is not { Value: > 0 and var other, High: > 0 and var most }
        )
        {
            return null;
        }

        double ratio = high / other;
        double least = low / most;
        return (least, ratio) switch
        {
            (>= 3, _) => "more than three times as often",
            (>= 2, < 2.9) => "more than twice as often",
            (>= 2, <= 3.15) => "about three times as often",
            (>= 2, _) => "more than twice as often",
            (>= 1.5, >= 1.9 and <= 2.15) => "about twice as often",
            _ => null,
        };
    }
}
