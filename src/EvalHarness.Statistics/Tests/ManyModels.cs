using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Tests that several models (on the same items) or groups do equally well. Independent items are assumed; no item and an
/// empty group are refused. Held against SciPy 1.10.1 kruskal and f_oneway, statsmodels 0.13.5 cochrans_q and R 4.2.2
/// kruskal.test and oneway.test.
/// </summary>
public static class ManyModels
{
    /// <summary>
    /// Cochran's Q for 0/1 scores of k models on the same items: W. G. Cochran, "The comparison of percentages in matched
    /// samples" (1950), doi:10.1093/biomet/37.3-4.256. Undefined where every item has the same score for all models.
    /// </summary>
    /// <param name="rows">One row per item, laid end to end.</param>
    /// <param name="models">Number of models, the width of a row.</param>
    public static ChiSquaredResult CochranQ(ReadOnlySpan<double> rows, int models)
    {
        int items = Items(rows, models);
        double[] columns = new double[models];
        double rowSquares = 0;
        double total = 0;
        for (int i = 0; i < items; i++)
        {
            double row = 0;
            for (int j = 0; j < models; j++)
            {
                double score = rows[i * models + j];
                if (score is not (0 or 1))
                {
                    throw new ArgumentException($"scores must be 0 or 1, was {score:R} in row {i}", nameof(rows));
                }
                row += score;
                columns[j] += score;
            }
            rowSquares += row * row;
            total += row;
        }
        double denominator = models * total - rowSquares;
        double? q =
            denominator == 0 ? null : (models - 1) * (models * columns.Sum(c => c * c) - total * total) / denominator;
        return new ChiSquaredResult(q, models - 1, q is { } x ? Tails.ChiSquaredUpper(x, models - 1) : null);
    }

    /// <summary>
    /// The Kruskal-Wallis test of independent groups with tie correction: W. H. Kruskal, W. A. Wallis, "Use of ranks in
    /// one-criterion variance analysis" (1952), doi:10.1080/01621459.1952.10483441. Undefined where all values are equal.
    /// </summary>
    public static ChiSquaredResult KruskalWallis(IReadOnlyList<double[]> groups)
    {
        double[] all = Pool(groups);
        (double[] ranks, double ties) = Ranks.Of(all);
        double n = all.Length;
        double sum = 0;
        int from = 0;
        foreach (double[] group in groups)
        {
            double excess = ranks.Skip(from).Take(group.Length).Sum() - group.Length * (n + 1) / 2;
            sum += excess * excess / group.Length;
            from += group.Length;
        }
        double correction = 1 - ties / (n * n * n - n);
        double? h = n < 2 || correction <= 0 ? null : 12 / (n * (n + 1)) * sum / correction;
        int df = groups.Count - 1;
        return new ChiSquaredResult(h, df, h is { } x ? Tails.ChiSquaredUpper(x, df) : null);
    }

    /// <summary>
    /// One-way analysis of variance: R. A. Fisher, "Statistical methods for research workers" (1925). Normal values with one
    /// variance are assumed.
    /// </summary>
    public static AnovaResult Anova(IReadOnlyList<double[]> groups)
    {
        var all = Moments.Of(Pool(groups));
        double within = 0;
        double between = 0;
        foreach (double[] group in groups)
        {
            var own = Moments.Of(group);
            within += own.SumOfSquares;
            between += own.N * (own.Mean - all.Mean) * (own.Mean - all.Mean);
        }
        int df1 = groups.Count - 1;
        int df2 = all.N - groups.Count;
        if (all.SumOfSquares == 0)
        {
            return new AnovaResult(null, df1, df2, null, null);
        }
        double share = between / (between + within);
        double? f =
            df2 < 1 ? null
            : within == 0 ? double.PositiveInfinity
            : between / df1 / (within / df2);
        return new AnovaResult(f, df1, df2, f is { } x ? Tails.FisherUpper(x, df1, df2) : null, share);
    }

    internal static int Items(ReadOnlySpan<double> rows, int models)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(models, 2);
        Require.Values(rows, nameof(rows), models);
        if (rows.Length % models != 0)
        {
            throw new ArgumentException(
                $"rows must hold a multiple of {models} values, held {rows.Length}",
                nameof(rows)
            );
        }
        return rows.Length / models;
    }

    private static double[] Pool(IReadOnlyList<double[]> groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups.Count, 2);
        foreach (double[] group in groups)
        {
            Require.Values(group, nameof(groups));
        }
        return [.. groups.SelectMany(group => group)];
    }
}
