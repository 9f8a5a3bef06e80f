using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Logs;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Comparisons.Published;

/// <summary>Joins logs of other tools, and runs of this one, into one table of scores.</summary>
public static class LogJoin
{
    /// <summary>
    /// The tasks that all logs share samples of, on the samples that all of them have: found by content, then by id with the content
    /// compared. The scores are those that each tool formed; how a model was asked is what its log tells, and unknown otherwise.
    /// </summary>
    /// <param name="name">Name of the whole.</param>
    /// <param name="logs">Logs of other tools.</param>
    /// <param name="runs">Runs of this tool, with their scores; their first metrics are taken.</param>
    /// <param name="compare">What is compared with what.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="learned">Rows that a model learned from: samples among them are told, and scores stand with and without them; null where nobody asked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A log is broken or has no scores, or none shares a sample with another.</exception>
    public static async Task<ScoreTable> JoinAsync(
        string name,
        IReadOnlyList<ImportedLog> logs,
        IReadOnlyList<ScoreTable> runs,
        CompareSpec compare,
        long seed,
        LearnedTexts? learned = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentNullException.ThrowIfNull(runs);
        var sets = runs.SelectMany(run => ScoreSets.Of(run, learned)).ToList();
        foreach (var log in logs)
        {
            var found = await ScoreSets.OfAsync(log, learned, cancellationToken);
            if (found.IsEmpty)
            {
                throw new DocumentException(
                    new Fault(
                        new Location(log.Path),
                        $"a log of {log.Tool} without a score of a sample",
                        "a log with samples and their scores"
                    )
                );
            }

            sets.AddRange(found);
        }

        var table = ScoreSetJoin.Join(name, [.. sets], compare, seed, learned is not null);
        return table with
        {
            Header = table.Header with
            {
                Warnings =
                [
                    .. table.Header.Warnings,
                    .. logs.SelectMany(log => log.Notes.Select(note => $"{log.Path}: {note}")),
                ],
            },
        };
    }
}
