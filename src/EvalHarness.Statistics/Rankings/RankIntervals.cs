using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// Rank intervals and probabilities of being best from joint resamples: H. Goldstein, D. J. Spiegelhalter, "League tables and
/// their limitations" (1996), doi:10.2307/2983325; P. Hall, H. Miller, "Using the bootstrap to quantify the authority of an
/// empirical ranking" (2009), doi:10.1214/09-AOS699. The rows of resamples must come from the same draws.
/// </summary>
public static class RankIntervals
{
    /// <summary>
    /// The interval of each model's rank, which leaves out at most half of 1 - level on each side, and its chance of being best.
    /// Equal values share the better rank; no resample, or one model, gives ranks from 1 to the number of models.
    /// </summary>
    /// <param name="replicates">Models x resamples; what is not a number comes last.</param>
    /// <param name="higherIsBetter">Whether the largest value has rank 1.</param>
    /// <param name="level">Level of each interval by itself, in (0, 1).</param>
    /// <returns>One entry a model, in their order.</returns>
    public static RankInterval[] Of(IReadOnlyList<double[]> replicates, bool higherIsBetter = true, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(replicates);
        Require.Level(level);
        (int[][] ranks, double[] best) = Count(replicates, higherIsBetter);
        int resamples = replicates.Count == 0 ? 0 : replicates[0].Length;
        return [.. ranks.Select((counts, model) => Interval(counts, best[model], resamples, level))];
    }

    private static (int[][] Ranks, double[] Best) Count(IReadOnlyList<double[]> replicates, bool higherIsBetter)
    {
        int models = replicates.Count;
        int[][] ranks = [.. Enumerable.Range(0, models).Select(_ => new int[models + 1])];
        double[] best = new double[models];
        Span<double> values = new double[models];
        Span<int> places = new int[models];
        for (int resample = 0; models > 0 && resample < replicates[0].Length; resample++)
        {
            for (int model = 0; model < models; model++)
            {
                double value = replicates[model][resample];
                values[model] =
                    double.IsNaN(value) ? double.NegativeInfinity
                    : higherIsBetter ? value
                    : -value;
            }

            int winners = 0;
            for (int model = 0; model < models; model++)
            {
                places[model] = 1;
                foreach (double other in values)
                {
                    places[model] += other > values[model] ? 1 : 0;
                }

                ranks[model][places[model]]++;
                winners += places[model] == 1 ? 1 : 0;
            }

            for (int model = 0; model < models; model++)
            {
                best[model] += places[model] == 1 ? 1.0 / winners : 0;
            }
        }

        return (ranks, best);
    }

    private static RankInterval Interval(int[] counts, double timesBest, int resamples, double level)
    {
        double tail = (1 - level) / 2 * resamples;
        (int best, int seen) = (1, counts[1]);
        while (resamples > 0 && seen <= tail && best < counts.Length - 1)
        {
            seen += counts[++best];
        }

        (int worst, int above) = (counts.Length - 1, counts[^1]);
        while (resamples > 0 && above <= tail && worst > best)
        {
            above += counts[--worst];
        }

        return new RankInterval(best, worst, resamples == 0 ? 0 : timesBest / resamples);
    }
}
