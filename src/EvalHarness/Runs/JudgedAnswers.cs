using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>The answers of a run that its judges are given, in the order of its samples: each sample with each of its answers once.</summary>
internal static class JudgedAnswers
{
    /// <summary>Reads the answers to the samples of some tasks.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="tasks">Names of the tasks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<(string Task, Sample Sample, string Answer)> ReadAsync(
        RunFolder folder,
        RunHeader header,
        IReadOnlySet<string> tasks,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await foreach (var judged in JudgedTexts.ReadAsync(folder, header, tasks, cancellationToken))
        {
            foreach (string answer in judged.Texts.OfType<string>().Distinct(StringComparer.Ordinal))
            {
                yield return (judged.Task, judged.Sample, answer);
            }
        }
    }
}
