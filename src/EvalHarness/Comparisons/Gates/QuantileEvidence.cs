using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Comparisons.Gates;

/// <summary>
/// A quantile: the binomial test of how many values lie below the bound, W. J. Conover, "Practical nonparametric
/// statistics", 3rd ed. (1999), section 3.2. Requests are taken as independent.
/// </summary>
internal sealed record QuantileEvidence(double[] Sorted, double Share, Estimate Estimate)
    : GateEvidence(Estimate, "binomial test of order statistics")
{
    public static QuantileEvidence Of(double[] values, double share, double level)
    {
        Array.Sort(values);
        var (n, tail) = (values.Length, 0.5 * (1 - level));
        int low = Last(n, k => Tails.BinomialLower(k, n, share) <= tail);
        int high = n - Last(n, k => Tails.BinomialUpper(n - k, n, share) <= tail);
        var estimate = new Estimate(
            Quantiles.OfSorted(values, share),
            low > 0 ? values[low - 1] : null,
            high < n ? values[high] : null,
            level,
            n,
            n,
            "order statistics"
        );
        return new QuantileEvidence(values, share, estimate) { Range = (0, double.PositiveInfinity) };
    }

    public override double Above(double bound) =>
        Tails.BinomialLower(Sorted.Count(value => value <= bound), Sorted.Length, Share);

    public override double Below(double bound) =>
        Tails.BinomialUpper(Sorted.Count(value => value < bound), Sorted.Length, Share);

    /// <summary>How many of 0, 1, ... in a row fulfil a condition that ends once and for all.</summary>
    private static int Last(int n, Func<int, bool> holds)
    {
        var (low, high) = (0, n);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = holds(middle) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
