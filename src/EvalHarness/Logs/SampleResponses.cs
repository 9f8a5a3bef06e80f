using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>A sample of a run with what came back.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Sample">The sample.</param>
/// <param name="Responses">The response of each model and epoch, model by model in the order of the run; null where there is none.</param>
internal sealed record SampleResponses(string Task, Sample Sample, Response?[] Responses)
{
    /// <summary>Reads the samples of some tasks, in their order.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="tasks">Names of the tasks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<SampleResponses> ReadAsync(
        RunFolder folder,
        RunHeader header,
        IReadOnlySet<string> tasks,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (tasks.Count == 0 || !LineReader.Exists(folder.ResponsesFile))
        {
            yield break;
        }

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
            var responses = new Response?[cells.Models.Length * epochs[task]];
            for (int cell = 0; cell < responses.Length; cell++)
            {
                responses[cell] = journal.Read(first + cell, ref buffer) is { IsEmpty: false } line
                    ? JsonSerializer.Deserialize(line.Span, LogJson.Default.ResponseLine)?.ToResponse()
                    : null;
            }

            yield return new SampleResponses(task, sample, responses);
        }
    }
}
