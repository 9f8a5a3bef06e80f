using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Rank intervals and the probability of being best, from joint resamples of all models.</summary>
internal static class RankStatistics
{
    /// <summary>Adds both to the rows of a leaderboard.</summary>
    /// <param name="rows">The rows, best first.</param>
    /// <param name="order">The model of each row.</param>
    /// <param name="replicates">Models x resamples, on the same draws; NaN where undefined.</param>
    /// <param name="higherIsBetter">Whether more is better.</param>
    /// <param name="level">Level of the rank intervals.</param>
    public static ImmutableArray<LeaderboardRow> Add(
        ImmutableArray<LeaderboardRow> rows,
        int[] order,
        double[][] replicates,
        bool higherIsBetter,
        double level
    )
    {
        if (rows.Length < 2 || replicates.Length == 0)
        {
            return rows;
        }

        var (ranks, best) = Count(replicates, higherIsBetter);
        int resamples = replicates[0].Length;
        return
        [
            .. rows.Select(
                (row, place) =>
                    row.Estimate.Value is null
                        ? row
                        : row with
                        {
                            RankInterval = Interval(ranks[order[place]], resamples, level),
                            ProbabilityBest = best[order[place]] / resamples,
                        }
            ),
        ];
    }

    private static (int[][] Ranks, double[] Best) Count(double[][] replicates, bool higherIsBetter)
    {
        int models = replicates.Length;
        int[][] ranks = Enumerable.Range(0, models).Select(_ => new int[models + 1]).ToArray();
        double[] best = new double[models];
        Span<double> values = new double[models];
        Span<int> places = new int[models];
        for (int resample = 0; resample < replicates[0].Length; resample++)
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

    private static (int Best, int Worst) Interval(int[] counts, int resamples, double level)
    {
        double tail = (1 - level) / 2 * resamples;
        var (best, seen) = (1, counts[1]);
        while (seen <= tail && best < counts.Length - 1)
        {
            seen += counts[++best];
        }

        var (worst, above) = (counts.Length - 1, counts[^1]);
        while (above <= tail && worst > best)
        {
            above += counts[--worst];
        }

        return (best, worst);
    }
}
