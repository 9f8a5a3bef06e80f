using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Agreement;

/// <summary>
/// Cohen's kappa over items in clusters: its value is <see cref="CohenKappa.Kappa"/>, its error that of the jackknife that
/// leaves out one cluster at a time (B. Efron, R. J. Tibshirani, "An introduction to the bootstrap", 1993, chapter 11), with
/// Student's t over the clusters.
/// </summary>
/// <param name="Value">Kappa; null where undefined.</param>
/// <param name="StandardError">Its standard error; null for one cluster, or where kappa is undefined without one of them.</param>
/// <param name="Clusters">Number of clusters.</param>
internal sealed record ClusteredKappa(double? Value, double? StandardError, int Clusters)
{
    /// <summary>Kappa of two raters; ratings are category indices below <paramref name="categories"/>.</summary>
    /// <param name="first">The first rater's category of each item.</param>
    /// <param name="second">The second rater's.</param>
    /// <param name="categories">Number of categories.</param>
    /// <param name="clusters">Cluster of each item, from 0 without gaps.</param>
    public static ClusteredKappa Of(
        ReadOnlySpan<int> first,
        ReadOnlySpan<int> second,
        int categories,
        ReadOnlySpan<int> clusters
    )
    {
        int cells = categories * categories;
        int count = 0;
        foreach (int cluster in clusters)
        {
            count = Math.Max(count, cluster + 1);
        }

        long[] total = new long[cells];
        long[] own = new long[count * cells];
        for (int i = 0; i < first.Length; i++)
        {
            int cell = (first[i] * categories) + second[i];
            total[cell]++;
            own[(clusters[i] * cells) + cell]++;
        }

        double? whole = CohenKappa.Of(total, categories).Kappa;
        if (whole is null || count < 2)
        {
            return new ClusteredKappa(whole, null, count);
        }

        double[] without = new double[count];
        for (int g = 0; g < count; g++)
        {
            long[] rest = new long[cells];
            for (int cell = 0; cell < cells; cell++)
            {
                rest[cell] = total[cell] - own[(g * cells) + cell];
            }

            if (CohenKappa.Of(rest, categories).Kappa is not { } kappa)
            {
                return new ClusteredKappa(whole, null, count);
            }

            without[g] = kappa;
        }

        double mean = without.Average();
        double squares = without.Sum(kappa => (kappa - mean) * (kappa - mean));
        return new ClusteredKappa(whole, Math.Sqrt(squares * (count - 1) / count), count);
    }

    /// <summary>The interval kappa ± t·se, within [-1, 1]; null without an error above 0.</summary>
    /// <param name="level">Confidence level, in (0, 1).</param>
    public Interval? Interval(double level) =>
        StandardError is > 0 and { } error && Value is { } kappa
            ? new Interval(
                Math.Max(-1, kappa - (Tails.StudentCritical(level, Clusters - 1) * error)),
                Math.Min(1, kappa + (Tails.StudentCritical(level, Clusters - 1) * error))
            )
            : null;
}
