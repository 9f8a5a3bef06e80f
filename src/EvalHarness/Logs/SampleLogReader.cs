using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Logs;

/// <summary>Reads one sample of a run without the others: only lines that hold its id are parsed, and none is kept.</summary>
internal static class SampleLogReader
{
    /// <summary>Reads a sample; null where the run has none of that id.</summary>
    /// <param name="folder">The run folder, scored.</param>
    /// <param name="catalog">The words that suites may use, for answer formats and metrics.</param>
    /// <param name="id">Id of the sample.</param>
    /// <param name="task">Its task; null takes the first that has it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line that holds the id is broken.</exception>
    public static async Task<SampleLog?> FindAsync(
        RunFolder folder,
        Catalog catalog,
        string id,
        string? task,
        CancellationToken cancellationToken
    )
    {
        var header = RunLog.ReadHeader(folder);
        var found = await SampleAsync(folder, header, id, task, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var alone = header with
        {
            Tasks = [.. header.Tasks.Where(one => one.Name == found.Task).Select(one => one with { Samples = 1 })],
        };
        var scores = await ScoresAsync(folder, alone, catalog, found.ToSample(), cancellationToken);
        var responses = await ResponsesAsync(folder, found, cancellationToken);
        return new SampleLog(
            scores,
            responses,
            await PromptsAsync(folder, responses, cancellationToken),
            await BesideAsync(folder.JudgementsFile, found, cancellationToken)
        )
        {
            Repeats = await BesideAsync(folder.RepeatsFile, found, cancellationToken),
        };
    }

    /// <summary>The sample of the first task, in the order of the suite, that has the id.</summary>
    private static async Task<SampleLine?> SampleAsync(
        RunFolder folder,
        RunHeader header,
        string id,
        string? task,
        CancellationToken cancellationToken
    )
    {
        var lines = await ReadAsync(folder.SamplesFile, [id], LogJson.Default.SampleLine, cancellationToken)
            .Where(line => line.Sample == id)
            .ToListAsync(cancellationToken);
        return header
            .Tasks.Where(one => task is null || one.Name == task)
            .Select(one => lines.Find(line => line.Task == one.Name))
            .FirstOrDefault(line => line is not null);
    }

    private static async Task<TaskScores> ScoresAsync(
        RunFolder folder,
        RunHeader header,
        Catalog catalog,
        Sample sample,
        CancellationToken cancellationToken
    )
    {
        var scoring = RunExtensions.Scorings(folder, header, catalog)[0];
        var columns = new TaskColumns(scoring, [.. header.Models.Where(model => model.IsAsked)]);
        columns.Add(sample);
        await foreach (
            var line in ReadAsync(folder.ScoresFile, [sample.Id], LogJson.Default.ScoreLine, cancellationToken)
        )
        {
            if (line.Task == scoring.Task.Name && line.Sample == sample.Id)
            {
                columns.TryAdd(line);
            }
        }

        return columns.ToScores();
    }

    private static async Task<ImmutableArray<Response>> ResponsesAsync(
        RunFolder folder,
        SampleLine sample,
        CancellationToken cancellationToken
    )
    {
        var counting = new Dictionary<(string Model, int Epoch), (LineKeys Keys, byte[] Line)>();
        if (LineReader.Exists(folder.ResponsesFile))
        {
            await using var reader = LineReader.Open(folder.ResponsesFile);
            var search = new LineSearch(reader, [sample.Sample]);
            while (await search.MoveNextAsync(cancellationToken))
            {
                if (
                    LineKeys.TryRead(reader, out var keys)
                    && keys.Task == sample.Task
                    && keys.Sample == sample.Sample
                    && (
                        !counting.TryGetValue((keys.Model, keys.Epoch), out var earlier)
                        || JournalIndex.Counts(keys, reader.Line.Span, earlier.Keys, earlier.Line)
                    )
                )
                {
                    counting[(keys.Model, keys.Epoch)] = (keys, reader.Line.ToArray());
                }
            }
        }

        return
        [
            .. counting.Values.Select(one =>
                JsonSerializer.Deserialize(one.Line, LogJson.Default.ResponseLine)!.ToResponse()
            ),
        ];
    }

    /// <summary>The lines about a sample in a journal beside that of the answers: verdicts, or what was asked again.</summary>
    private static async Task<ImmutableArray<Response>> BesideAsync(
        string file,
        SampleLine sample,
        CancellationToken cancellationToken
    ) =>
        !LineReader.Exists(file)
            ? []
            :
            [
                .. await ReadAsync(file, [sample.Sample], LogJson.Default.ResponseLine, cancellationToken)
                    .Where(line => line.Sample == sample.Sample && line.Task == sample.Task)
                    .Select(line => line.ToResponse())
                    .ToListAsync(cancellationToken),
            ];

    private static async Task<ImmutableArray<Prompt>> PromptsAsync(
        RunFolder folder,
        ImmutableArray<Response> responses,
        CancellationToken cancellationToken
    )
    {
        string[] hashes = [.. responses.Select(response => response.PromptHash).Distinct(StringComparer.Ordinal)];
        return hashes.Length == 0 || !LineReader.Exists(folder.PromptsFile)
            ? []
            :
            [
                .. await ReadAsync(folder.PromptsFile, hashes, LogJson.Default.PromptLine, cancellationToken)
                    .Where(line => hashes.Contains(line.Prompt))
                    .Select(line => line.ToPrompt())
                    .ToListAsync(cancellationToken),
            ];
    }

    private static async IAsyncEnumerable<T> ReadAsync<T>(
        string file,
        string[] names,
        JsonTypeInfo<T> type,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var reader = LineReader.Open(file);
        var search = new LineSearch(reader, names);
        while (await search.MoveNextAsync(cancellationToken))
        {
            if (JsonLines.TryParse(reader, type, out var line))
            {
                yield return line;
            }
        }
    }
}
