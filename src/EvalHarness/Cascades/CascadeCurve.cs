using System.Collections.Immutable;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Cascades;

/// <summary>
/// Quality and cost of a small model that hands the samples it is unsure of to a big one, at every threshold: the small
/// model's answer stands where its confidence is at least the threshold, and equal confidences are never split.
/// </summary>
/// <param name="Points">One point per distinct threshold, from always big to always small.</param>
public sealed record CascadeCurve(ImmutableArray<CascadePoint> Points)
{
    /// <summary>The quality of the small model alone.</summary>
    public double Weak => Points[^1].Quality;

    /// <summary>The quality of the big model alone.</summary>
    public double Strong => Points[0].Quality;

    /// <summary>
    /// The average share of the gap between small and big that is recovered, over all shares of big calls; null where
    /// there is no gap. I. Ong et al., "RouteLLM", ICLR 2025, section 3.
    /// </summary>
    public double? Apgr
    {
        get
        {
            double area = 0;
            for (int i = 1; i < Points.Length; i++)
            {
                double width = Points[i - 1].StrongShare - Points[i].StrongShare;
                area += width * 0.5 * (Points[i].Quality + Points[i - 1].Quality);
            }

            return Strong == Weak ? null : (area - Weak) / (Strong - Weak);
        }
    }

    /// <summary>The curve of recorded answers, in O(n log n).</summary>
    /// <param name="confidence">The small model's confidence in each sample.</param>
    /// <param name="small">Its score of each sample.</param>
    /// <param name="big">The big model's score of each sample.</param>
    /// <param name="costSmall">The cost of one small answer.</param>
    /// <param name="costBig">The cost of one big answer.</param>
    /// <exception cref="ArgumentException">There are no samples, or not as many of each.</exception>
    public static CascadeCurve Of(
        ReadOnlySpan<double> confidence,
        ReadOnlySpan<double> small,
        ReadOnlySpan<double> big,
        double costSmall,
        double costBig
    ) => Of(confidence, small, big, new CascadePrices(costSmall, costBig));

    /// <summary>The curve of recorded answers that cost what they cost.</summary>
    internal static CascadeCurve Of(
        ReadOnlySpan<double> confidence,
        ReadOnlySpan<double> small,
        ReadOnlySpan<double> big,
        CascadePrices prices
    )
    {
        int n = confidence.Length;
        if (n == 0 || small.Length != n || big.Length != n)
        {
            throw new ArgumentException("a cascade needs samples, and a confidence and two scores for each");
        }

        double[] keys = confidence.ToArray();
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => keys[i])];
        double right = CompensatedSum.Of(big);
        (CompensatedSum first, CompensatedSum then) = (default, default);
        double firstOfAll = 0;
        if (!prices.IsUniform)
        {
            firstOfAll = n * prices.Small;
            then.Add(n * prices.Big);
        }

        var points = ImmutableArray.CreateBuilder<CascadePoint>();
        Add(0, double.PositiveInfinity);
        for (int accepted = 0; accepted < n; )
        {
            double threshold = keys[order[accepted]];
            for (; accepted < n && keys[order[accepted]] == threshold; accepted++)
            {
                right += small[order[accepted]] - big[order[accepted]];
                if (!prices.IsUniform)
                {
                    first.Add(prices.SmallOf(order[accepted]));
                    then.Add(-prices.BigOf(order[accepted]));
                }
            }

            Add(accepted, threshold);
        }

        return new(points.ToImmutable());

        void Add(int accepted, double threshold)
        {
            double strong = (double)(n - accepted) / n;
            var (cascade, router) = prices.IsUniform
                ? (prices.Small + (prices.Big * strong), (prices.Small * accepted / n) + (prices.Big * strong))
                : ((firstOfAll + then.Value) / n, (first.Value + then.Value) / n);
            points.Add(new(accepted, threshold, strong, right / n, cascade, router));
        }
    }

    /// <summary>The smallest share of big calls that recovers a share of the gap; null where there is no gap.</summary>
    /// <param name="gap">The share of the gap, in [0, 1].</param>
    public double? CallsFor(double gap)
    {
        double target = Weak + (gap * (Strong - Weak));
        return Strong <= Weak
            ? null
            : Points.Where(point => point.Quality >= target).Min(point => (double?)point.StrongShare);
    }

    /// <summary>The best that any router could do with a share of big calls: big where only big is right.</summary>
    /// <param name="small">The small model's scores.</param>
    /// <param name="big">The big model's scores.</param>
    /// <returns>Share of big calls and quality, from none to all.</returns>
    public static ImmutableArray<(double StrongShare, double Quality)> Oracle(
        ReadOnlySpan<double> small,
        ReadOnlySpan<double> big
    )
    {
        int n = small.Length;
        double[] gains = new double[n];
        for (int i = 0; i < n; i++)
        {
            gains[i] = big[i] - small[i];
        }

        RadixSort.Sort(gains);
        Array.Reverse(gains);
        double right = CompensatedSum.Of(small);
        var points = ImmutableArray.CreateBuilder<(double, double)>(n + 1);
        points.Add((0, right / n));
        for (int i = 0; i < n; i++)
        {
            right += gains[i];
            points.Add(((i + 1.0) / n, right / n));
        }

        return points.ToImmutable();
    }
}
