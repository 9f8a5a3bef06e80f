using System.Collections.Immutable;

namespace EvalHarness.Logs;

/// <summary>A run with its scores, in memory: what comparisons and reports are functions of.</summary>
/// <param name="Header">Header of the run.</param>
/// <param name="Tasks">Scores of each task, in the order of the suite.</param>
public sealed record ScoreTable(RunHeader Header, ImmutableArray<TaskScores> Tasks)
{
    /// <summary>
    /// The run with the samples alone that it was to ask: of one that stopped when all was decided, those up to the stop.
    /// </summary>
    public ScoreTable Asked() =>
        Header.Stop is not { Asked.Count: > 0 } stop
            ? this
            : this with
            {
                Tasks =
                [
                    .. Tasks.Select(task =>
                        stop.Asked.TryGetValue(task.Task.Name, out int asked) ? task.First(asked, Header.Seed) : task
                    ),
                ],
            };

    /// <summary>
    /// The run without what was asked, what is right and what was answered, for readers who may not see it: ids, clusters, groups,
    /// outcomes and scores stay. The text of the suite goes too, for prompts stand in it.
    /// </summary>
    public ScoreTable WithoutTexts() =>
        new(Header with { SuiteText = "" }, [.. Tasks.Select(task => task.WithoutTexts())]);
}
