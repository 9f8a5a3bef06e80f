using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Rankings;

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

        var ranks = RankIntervals.Of(replicates, higherIsBetter, level);
        return
        [
            .. rows.Select(
                (row, place) =>
                    row.Estimate.Value is null
                        ? row
                        : row with
                        {
                            RankInterval = (ranks[order[place]].Best, ranks[order[place]].Worst),
                            ProbabilityBest = ranks[order[place]].ProbabilityBest,
                        }
            ),
        ];
    }
}
