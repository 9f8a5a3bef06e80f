using EvalHarness.Statistics.Rankings;

namespace EvalHarness.Comparisons.Results;

/// <summary>Brackets and rank intervals of a leaderboard, both from the same decisions on its pairs.</summary>
internal static class Standings
{
    /// <summary>
    /// The metric with its tie groups and rank intervals as the verdicts on its pairs leave them: so a rank interval holds
    /// every place of a bracket that its model stands in. A model without a value, and a board with published scores, which
    /// are not tested against the others, have no rank intervals.
    /// </summary>
    public static MetricComparison Of(MetricComparison metric)
    {
        var board = metric.Leaderboard;
        var verdicts = Verdicts(metric);
        PairVerdict? Verdict(int one, int other) =>
            verdicts.TryGetValue((board[one].Model, board[other].Model), out var verdict) ? verdict : null;
        bool Differ(int better, int worse) =>
            Verdict(better, worse) switch
            {
                PairVerdict.Better or PairVerdict.Worse => true,
                // A published score that was not tested ties with nobody.
                PairVerdict.NotComparable => board[better].Published is not null || board[worse].Published is not null,
                _ => false,
            };
        var places = RankIntervals.OfDecisions(board.Length, (one, other) => Verdict(one, other) == PairVerdict.Better);
        bool isMeasured = board.Length > 1 && board.All(row => row.Published is null);
        return metric with
        {
            TieGroups = TieGroups.Find(board.Length, Differ),
            Leaderboard =
            [
                .. board.Select(
                    (row, place) =>
                        row with
                        {
                            RankInterval =
                                isMeasured && row.Estimate.Value is not null
                                    ? (places[place].Best, places[place].Worst)
                                    : null,
                        }
                ),
            ],
        };
    }

    private static Dictionary<(string, string), PairVerdict> Verdicts(MetricComparison metric)
    {
        var verdicts = new Dictionary<(string, string), PairVerdict>(2 * metric.Pairs.Length);
        foreach (var pair in metric.Pairs)
        {
            verdicts[(pair.Model, pair.Against)] = pair.Verdict;
            verdicts[(pair.Against, pair.Model)] = pair.Verdict switch
            {
                PairVerdict.Better => PairVerdict.Worse,
                PairVerdict.Worse => PairVerdict.Better,
                var same => same,
            };
        }

        return verdicts;
    }
}
