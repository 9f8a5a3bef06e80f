using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>The texts of a run that judges may be given, sample by sample.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Sample">The sample.</param>
/// <param name="Texts">The text of each model and epoch, model by model in the order of the run; null where there is none to judge.</param>
internal sealed record JudgedTexts(string Task, Sample Sample, string?[] Texts)
{
    /// <summary>Reads the texts of the samples of some tasks, in the order of the samples.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="tasks">Names of the tasks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<JudgedTexts> ReadAsync(
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
            string?[] texts = new string?[cells.Models.Length * epochs[task]];
            for (int cell = 0; cell < texts.Length; cell++)
            {
                if (
                    journal.Read(first + cell, ref buffer) is { IsEmpty: false } line
                    && JsonSerializer.Deserialize(line.Span, LogJson.Default.ResponseLine)?.ToResponse() is { } response
                    && Judgements.IsJudged(response)
                )
                {
                    texts[cell] = response.Text;
                }
            }

            yield return new JudgedTexts(task, sample, texts);
        }
    }
}
