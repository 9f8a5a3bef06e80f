using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// Rank intervals and probabilities of being best by resampling all models with the same draws, see <see cref="RankIntervals"/>;
/// each interval is widened to hold the rank in the data.
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
        double[][] replicates = [.. Enumerable.Range(0, models).Select(_ => new double[resamples])];
        new Resampler(statistics).Run(
            resamples,
            seed,
            threads,
            (resample, totals) =>
            {
                for (int i = 0; i < models; i++)
                {
                    replicates[i][resample] = formula(totals.Slice(i * width, width)) ?? double.NaN;
                }
            }
        );
        double[] values = new double[models];
        for (int i = 0; i < models; i++)
        {
            double value = formula(statistics.Totals.Slice(i * width, width)) ?? double.NaN;
            values[i] =
                double.IsNaN(value) ? double.NegativeInfinity
                : higherIsBetter ? value
                : -value;
        }
        return
        [
            .. RankIntervals
                .Of(replicates, higherIsBetter, level)
                .Select((interval, i) => Conclude(1 + values.Count(value => value > values[i]), interval)),
        ];
    }

    private static RankSummary Conclude(int observed, RankInterval interval) =>
        new(observed, Math.Min(interval.Best, observed), Math.Max(interval.Worst, observed), interval.ProbabilityBest);
}
