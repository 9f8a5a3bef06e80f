using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>The answers of a run's first epoch to a few of its samples, those that count: what asking again is held against.</summary>
internal static class FirstAnswers
{
    /// <summary>Reads the journal once and keeps those answers alone.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="isMeant">Which models and samples are meant, by task, sample and model.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The answer that counts, by task, sample and model; failures included.</returns>
    /// <exception cref="DocumentException">A line is broken.</exception>
    public static async Task<Dictionary<(string Task, string Sample, string Model), Response>> ReadAsync(
        RunFolder folder,
        Func<(string Task, string Sample, string Model), bool> isMeant,
        CancellationToken cancellationToken
    )
    {
        var counting = new Dictionary<(string, string, string), (LineKeys Keys, byte[] Line)>();
        if (LineReader.Exists(folder.ResponsesFile))
        {
            await using var reader = LineReader.Open(folder.ResponsesFile);
            while (await reader.MoveNextAsync(cancellationToken))
            {
                if (
                    LineKeys.TryRead(reader, out var keys)
                    && keys.Epoch == 0
                    && (keys.Task, keys.Sample, keys.Model) is var cell
                    && isMeant(cell)
                    && (
                        !counting.TryGetValue(cell, out var earlier)
                        || JournalIndex.Counts(keys, reader.Line.Span, earlier.Keys, earlier.Line)
                    )
                )
                {
                    counting[cell] = (keys, reader.Line.ToArray());
                }
            }
        }

        var answers = new Dictionary<(string, string, string), Response>();
        foreach (var (cell, (_, line)) in counting)
        {
            if (ResponseText.Parse(line) is { } response)
            {
                answers[cell] = response;
            }
        }

        return answers;
    }
}
