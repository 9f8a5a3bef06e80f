using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Published;

/// <summary>Puts published scores into leaderboards of their own, or beside the models that a run asked.</summary>
/// <remarks>Own runs and published scores stand in one leaderboard and are never tested against each other.</remarks>
internal static class PublishedComparer
{
    /// <summary>Adds the published scores of a run to its comparisons; verdicts are given later.</summary>
    public static ImmutableArray<TaskComparison> Join(ImmutableArray<TaskComparison> drafts, RunHeader header)
    {
        var boards = header.Published.ToDictionary(board => board.Task, StringComparer.Ordinal);
        var own = drafts.Select(draft =>
            boards.Remove(draft.Task, out var board) ? new PublishedTaskComparer(board, header).AddTo(draft) : draft
        );
        return
        [
            .. own,
            .. header
                .Published.Where(board => boards.ContainsKey(board.Task) && board.Scores.Length > 0)
                .Select(board => new PublishedTaskComparer(board, header).AddTo(Empty(board))),
        ];
    }

    private static TaskComparison Empty(PublishedBoard board) =>
        new(
            board.Task,
            0,
            1,
            null,
            0,
            [],
            [
                .. board
                    .Metrics.Where(metric => board.Scores.Any(score => score.Metric == metric))
                    .Select(metric => new MetricComparison(
                        metric,
                        true,
                        board.Scores.All(score => score.Value is >= 0 and <= 1),
                        null,
                        [],
                        [],
                        []
                    )),
            ]
        );
}
