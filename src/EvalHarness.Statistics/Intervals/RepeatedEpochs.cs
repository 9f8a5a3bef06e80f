using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// The mean of items that were each answered K times, with its variance taken apart into that between items and that within
/// them: E. Miller, "Adding error bars to evals" (2024), doi:10.48550/arXiv.2411.00640, section 3.1.
/// </summary>
/// <param name="Items">Number of items.</param>
/// <param name="Epochs">Number of answers per item.</param>
/// <param name="Mean">Mean over all answers.</param>
/// <param name="VarianceOfItemMeans">Variance of the items' means; null for one item.</param>
/// <param name="Within">Mean variance within an item; null for one epoch.</param>
/// <param name="Between">Variance of item means less what within-item noise adds; may be negative; null for one epoch.</param>
/// <param name="StandardError">Standard error of the mean at K epochs; null for one item.</param>
/// <param name="AtInfinitelyManyEpochs">What it would be for infinitely many epochs.</param>
/// <param name="AtOneEpoch">What it would be for one epoch.</param>
/// <param name="NaiveIndependent">The wrong one that takes all answers for independent.</param>
public sealed record RepeatedEpochs(
    int Items,
    int Epochs,
    double Mean,
    double? VarianceOfItemMeans,
    double? Within,
    double? Between,
    double? StandardError,
    double? AtInfinitelyManyEpochs,
    double? AtOneEpoch,
    double? NaiveIndependent
)
{
    /// <summary>Takes apart the variance of these scores.</summary>
    /// <param name="scores">Scores laid end to end: all epochs of the first item, then of the second, and so on.</param>
    /// <param name="epochs">Number of epochs, K.</param>
    public static RepeatedEpochs Of(ReadOnlySpan<double> scores, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        Require.Values(scores, nameof(scores));
        if (scores.Length % epochs != 0)
        {
            throw new ArgumentException($"scores must hold a multiple of {epochs} values, held {scores.Length}");
        }
        int items = scores.Length / epochs;
        double[] means = new double[items];
        double squares = 0;
        for (int i = 0; i < items; i++)
        {
            var item = Moments.Of(scores.Slice(i * epochs, epochs));
            means[i] = item.Mean;
            squares += item.SumOfSquares;
        }
        var between = Moments.Of(means);
        double? within = epochs < 2 ? null : squares / (items * (epochs - 1.0));
        double? excess = between.Variance - within / epochs;
        double? clipped = excess is { } e ? Math.Max(0, e) : null;
        return new RepeatedEpochs(
            items,
            epochs,
            between.Mean,
            between.Variance,
            within,
            excess,
            between.StandardError,
            Root(clipped / items),
            Root((clipped + within) / items),
            Moments.Of(scores).StandardError
        );
    }

    private static double? Root(double? value) => value is { } number ? Math.Sqrt(number) : null;
}
