using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Reports.Exports;

namespace EvalHarness.Reports.Writers;

/// <summary>A run as logs that Inspect reads: JSON of format 2, one file a task and model.</summary>
[Keyword("inspect")]
internal sealed record InspectWriter : IReportWriter
{
    /// <summary>Bytes gathered before they go to the disk.</summary>
    private const int Chunk = 1 << 16;

    /// <inheritdoc/>
    public async Task<string> WriteAsync(Evaluation evaluation, string folder, CancellationToken cancellationToken)
    {
        string? first = null;
        await using var reader = new AnswerReader(evaluation, cancellationToken);
        foreach (var task in ExportTask.Of(evaluation))
        {
            ImmutableArray<InspectModel> models =
            [
                .. Enumerable
                    .Range(0, task.Scores.Models.Length)
                    .Select(place => new InspectModel(evaluation.Scores.Header, task, place)),
            ];
            string[] paths = [.. models.Select(model => Path.Combine(folder, model.File))];
            await ManyFiles.WriteAsync(
                paths,
                (streams, token) => WriteAsync(reader, task, models, streams, token),
                cancellationToken
            );
            first ??= paths.FirstOrDefault();
        }

        return first ?? folder;
    }

    private static async Task WriteAsync(
        AnswerReader reader,
        ExportTask task,
        ImmutableArray<InspectModel> models,
        IReadOnlyList<Stream> streams,
        CancellationToken cancellationToken
    )
    {
        Utf8JsonWriter[] writers = [.. streams.Select(stream => new Utf8JsonWriter(stream, JsonTexts.Indented))];
        InspectLog[] logs = [.. models.Select((model, i) => new InspectLog(model, writers[i]))];
        InspectSample[] samples = [.. models.Select((model, i) => new InspectSample(model, writers[i]))];
        Array.ForEach(logs, log => log.Begin());
        await foreach (var answer in reader.ReadAsync(task.Scores, cancellationToken))
        {
            samples[answer.Model].Write(answer);
            if (writers[answer.Model].BytesPending > Chunk)
            {
                await writers[answer.Model].FlushAsync(cancellationToken);
            }
        }

        foreach (var (log, writer) in logs.Zip(writers))
        {
            log.End();
            await writer.DisposeAsync();
        }
    }
}
