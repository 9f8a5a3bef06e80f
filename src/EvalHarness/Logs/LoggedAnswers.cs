using System.Runtime.CompilerServices;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>Reads the responses of a run with their prompts, one by one: neither are held in memory.</summary>
public static class LoggedAnswers
{
    /// <summary>Reads the responses that count, one a request, in the order of task, sample, model and epoch.</summary>
    /// <param name="folder">The run folder; one that keeps no responses gives none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line is broken, or answers nothing that the run planned.</exception>
    public static async IAsyncEnumerable<LoggedAnswer> ReadAsync(
        RunFolder folder,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!LineReader.Exists(folder.ResponsesFile))
        {
            yield break;
        }

        using var prompts = await PromptIndex.ReadAsync(folder, cancellationToken);
        // Models are mostly asked the same of a sample: what was read for one is kept for the next, until the next sample.
        var known = new Dictionary<string, Prompt?>(StringComparer.Ordinal);
        (string Task, string Sample) at = ("", "");
        await foreach (var response in RunLog.ReadSettledAsync(folder, cancellationToken))
        {
            if (at != (response.Task, response.SampleId))
            {
                known.Clear();
                at = (response.Task, response.SampleId);
            }

            if (!known.TryGetValue(response.PromptHash, out var prompt))
            {
                prompt = prompts.Find(response.PromptHash);
                known.Add(response.PromptHash, prompt);
            }

            yield return new LoggedAnswer(response, prompt);
        }
    }
}
