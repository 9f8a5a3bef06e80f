using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;

namespace EvalHarness.Conclusions;

/// <summary>Keeps who leads in a run in its folder, so that a list of runs can say it without scoring any of them.</summary>
public static class KeptStanding
{
    /// <summary>Writes down who leads; a folder that may not be written to stays without. The writing of a report does it too.</summary>
    /// <param name="evaluation">The run with its comparison.</param>
    public static void Keep(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var standing = Of(evaluation.Comparison);
        try
        {
            standing.Write(evaluation.Folder);
        }
        catch (Exception locked) when (locked is IOException or UnauthorizedAccessException)
        {
            // Whoever reads a run of others needs no right to write there: the list then says that it does not know.
        }
    }

    /// <summary>Who leads in each task that is no changed copy of another; in all where every one is.</summary>
    /// <param name="comparison">The run compared.</param>
    internal static RunStanding Of(Comparison comparison)
    {
        var claims = comparison.Tasks.Where(task => !task.IsCopy).ToArray();
        return new RunStanding([
            .. (claims.Length > 0 ? claims : [.. comparison.Tasks])
                .Where(task => task.Metrics.Length > 0)
                .Select(Of)
                .OfType<TaskStanding>(),
        ])
        {
            EndedAt = comparison.Run.EndedAt,
        };
    }

    private static TaskStanding? Of(TaskComparison task)
    {
        var board = task.Headline.Leaderboard;
        int first = board.TakeWhile(row => row.Estimate.Value is null).Count();
        if (first == board.Length)
        {
            return null;
        }

        var leader = board[first];
        int last = task
            .Headline.TieGroups.Where(group => group.First <= first && group.Last >= first)
            .Select(group => group.Last)
            .DefaultIfEmpty(first)
            .Max();
        return new TaskStanding(
            task.Task,
            task.Headline.Metric,
            task.Headline.IsShare,
            leader.Model,
            leader.Estimate.Value!.Value,
            [.. board[(first + 1)..(last + 1)].Where(row => row.Estimate.Value is not null).Select(row => row.Model)]
        )
        {
            Low = leader.Estimate.Low,
            High = leader.Estimate.High,
            IsPublished = leader.Published is not null,
        };
    }
}
