using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// Rank intervals and probabilities of being best by resampling all models with the same draws: H. Goldstein, D. J.
/// Spiegelhalter, "League tables and their limitations" (1996), doi:10.2307/2983325; P. Hall, H. Miller, "Using the bootstrap to
/// quantify the authority of an empirical ranking" (2009), doi:10.1214/09-AOS699.
/// </summary>
public static class RankBootstrap
{
    /// <summary>Resamples and ranks.</summary>
    /// <param name="statistics">One row per unit, all models side by side (<see cref="SufficientStatistics.SideBySide"/>).</param>
    /// <param name="models">Number of models.</param>
    /// <param name="formula">The metric of one model's totals.</param>
    /// <param name="higherIsBetter">Whether the largest value has rank 1.</param>
    /// <param name="level">Level of the rank intervals.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="threads">The most threads to use; null for all cores.</param>
    /// <returns>One entry per model; a model whose metric is undefined comes last.</returns>
    public static RankSummary[] Summarise(
        SufficientStatistics statistics,
        int models,
        Formula formula,
        bool higherIsBetter = true,
        double level = 0.95,
        int resamples = 10_000,
        ulong seed = 0,
        int? threads = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(models, 1);
        Require.Level(level);
        int width = statistics.Width / models;
        Require.SameLength(statistics.Width, width * models, nameof(models));
        int[][] ranks = [.. Enumerable.Range(0, models).Select(_ => new int[resamples])];
        double[][] best = [.. Enumerable.Range(0, models).Select(_ => new double[resamples])];
        void Rank(ReadOnlySpan<double> totals, Action<int, int, int> place)
        {
            double[] scores = new double[models];
            for (int i = 0; i < models; i++)
            {
                double? value = formula(totals.Slice(i * width, width));
                scores[i] = value is { } defined ? (higherIsBetter ? defined : -defined) : double.NegativeInfinity;
            }
            double top = scores.Max();
            int ties = scores.Count(score => score == top);
            for (int i = 0; i < models; i++)
            {
                place(i, 1 + scores.Count(score => score > scores[i]), scores[i] == top ? ties : 0);
            }
        }
        new Resampler(statistics).Run(
            resamples,
            seed,
            threads,
            (resample, totals) =>
                Rank(
                    totals,
                    (model, rank, ties) =>
                    {
                        ranks[model][resample] = rank;
                        best[model][resample] = ties == 0 ? 0 : 1.0 / ties;
                    }
                )
        );
        int[] observed = new int[models];
        Rank(statistics.Totals, (model, rank, _) => observed[model] = rank);
        return [.. Enumerable.Range(0, models).Select(i => Conclude(observed[i], ranks[i], best[i].Average(), level))];
    }

    private static RankSummary Conclude(int observed, int[] ranks, double best, double level)
    {
        double[] sorted = [.. ranks.Order()];
        double tail = 0.5 * (1 - level);
        int low = (int)Quantiles.OfSorted(sorted, tail, QuantileType.Type1);
        int high = (int)Quantiles.OfSorted(sorted, 1 - tail, QuantileType.Type1);
        return new RankSummary(observed, Math.Min(low, observed), Math.Max(high, observed), best);
    }
}
