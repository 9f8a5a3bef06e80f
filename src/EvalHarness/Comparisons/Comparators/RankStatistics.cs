using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Rankings;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>The chance of each model to be the best, from joint resamples of all of them.</summary>
internal static class RankStatistics
{
    private const double MostDraws = 2e8;

    /// <summary>The declared number of resamples, or as many as so many samples can be drawn in a second or two.</summary>
    /// <param name="declared">Resamples that the suite asks for.</param>
    /// <param name="samples">Number of samples.</param>
    public static int Resamples(int declared, int samples) =>
        Math.Min(declared, Math.Max(1_000, (int)(MostDraws / Math.Max(1, samples))));

    /// <summary>Adds the chances to the rows of a leaderboard.</summary>
    /// <param name="rows">The rows, best first.</param>
    /// <param name="order">The model of each row.</param>
    /// <param name="replicates">Models x resamples, on the same draws; NaN where undefined.</param>
    /// <param name="higherIsBetter">Whether more is better.</param>
    public static ImmutableArray<LeaderboardRow> Add(
        ImmutableArray<LeaderboardRow> rows,
        int[] order,
        double[][] replicates,
        bool higherIsBetter
    )
    {
        if (rows.Length < 2 || replicates.Length == 0)
        {
            return rows;
        }

        double[] chances = RankBootstrap.ChanceToBeBest(replicates, higherIsBetter);
        return
        [
            .. rows.Select(
                (row, place) =>
                    row.Estimate.Value is null
                        ? row
                        : row with
                        {
                            ProbabilityBest = chances[order[place]],
                            RankResamples = replicates[0].Length,
                        }
            ),
        ];
    }
}
