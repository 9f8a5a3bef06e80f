using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>The answers of a run that its judges are given, in the order of its samples: each sample with each of its answers once.</summary>
internal static class JudgedAnswers
{
    /// <summary>Reads the texts to be judged of the samples of some tasks.</summary>
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
        Sample? last = null;
        var answers = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (task, sample, response) in ReadAllAsync(folder, header, tasks, cancellationToken))
        {
            if (sample != last)
            {
                answers.Clear();
                last = sample;
            }

            if (Judgements.IsJudged(response) && answers.Add(response.Text!))
            {
                yield return (task, sample, response.Text!);
            }
        }
    }

    /// <summary>Reads what models answered to the samples of some tasks, each answer of each model.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="tasks">Names of the tasks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<(string Task, Sample Sample, Response Response)> ReadAllAsync(
        RunFolder folder,
        RunHeader header,
        IReadOnlySet<string> tasks,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var cells = await RunCells.ReadAsync(folder, header, cancellationToken);
        using var journal = await JournalIndex.ReadAsync(folder, cells, cancellationToken);
        var epochs = header.Tasks.ToDictionary(task => task.Name, task => task.Epochs, StringComparer.Ordinal);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        byte[] buffer = new byte[4096];
        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(folder, cancellationToken))
        {
            int place = places[task] = places.TryGetValue(task, out int last) ? last + 1 : 0;
            if (!tasks.Contains(task))
            {
                continue;
            }

            long first = cells.First(task, place);
            for (long cell = first; cell < first + (cells.Models.Length * (long)epochs[task]); cell++)
            {
                if (
                    journal.Read(cell, ref buffer) is { IsEmpty: false } line
                    && JsonSerializer.Deserialize(line.Span, LogJson.Default.ResponseLine)?.ToResponse() is { } response
                    && response.Outcome.HasResponse()
                )
                {
                    yield return (task, sample, response);
                }
            }
        }
    }
}
