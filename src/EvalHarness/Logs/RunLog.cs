using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Files;

namespace EvalHarness.Logs;

/// <summary>Reads a run folder, line by line in flat memory; each <c>.jsonl</c> may also be a <c>.jsonl.gz</c>.</summary>
public static class RunLog
{
    /// <summary>Reads the header.</summary>
    /// <param name="folder">The run folder.</param>
    /// <exception cref="DocumentException">There is no header, or it is broken.</exception>
    public static RunHeader ReadHeader(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            var header =
                JsonSerializer.Deserialize(File.ReadAllBytes(folder.HeaderFile), HeaderJson.Default.RunHeader)
                ?? throw new JsonException("null");
            return IsHeader(header)
                ? header
                : throw new DocumentException(
                    new Fault(new Location(folder.HeaderFile), "a header of no run", "the run.json of a run")
                );
        }
        catch (JsonException broken)
        {
            var at = new Location(
                folder.HeaderFile,
                (int)(broken.LineNumber ?? 0) + 1,
                (int)(broken.BytePositionInLine ?? 0) + 1
            );
            throw new DocumentException(new Fault(at, "a broken header", "the run.json of a run"));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DocumentException(
                new Fault(new Location(folder.HeaderFile), "no such file", "the run.json of a run")
            );
        }
    }

    /// <summary>Whether a JSON object is a header, and not one of another program; what it lacks is null, whatever its default.</summary>
    private static bool IsHeader(RunHeader header) =>
        header is { Id.Length: > 0, Suite.Length: > 0, Schema: RunHeader.CurrentSchema }
        && header is { Stopped: not null, Versions: not null, Compare: not null, DataHashes: not null }
        && header
            is { Models.IsDefault: false, Tasks.IsDefault: false, Gates.IsDefault: false, Warnings.IsDefault: false }
        && header.Shards
            is null
                or { Count: > 0, Held.IsDefaultOrEmpty: false, PlanHash.Length: > 0, Samples: not null }
        && (header.MergedFrom is not { } from || (!from.IsDefault && from.All(run => run is { Held.IsDefault: false })))
        && header.Models.All(model => model is { Name: not null, Provider: not null, Fingerprint: not null })
        && header.Tasks.All(task => task is { Name: not null });

    /// <summary>Writes the header in one step: a reader, or a run after a crash, sees the old one or the new one.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">The header.</param>
    public static void WriteHeader(RunFolder folder, RunHeader header)
    {
        ArgumentNullException.ThrowIfNull(folder);
        WholeFile.Write(
            folder.HeaderFile,
            file =>
            {
                using (var writer = new Utf8JsonWriter(file, HeaderJson.Indented))
                {
                    JsonSerializer.Serialize(writer, header, HeaderJson.Default.RunHeader);
                }

                file.Write("\n"u8);
            }
        );
    }

    /// <summary>
    /// Reads the journal in the order of arrival. A request that was repeated after a failure has several lines:
    /// <see cref="ReadSettledAsync"/> gives the one that counts.
    /// </summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IAsyncEnumerable<Response> ReadResponsesAsync(
        RunFolder folder,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        return ReadLinesAsync(folder.ResponsesFile, cancellationToken);
    }

    /// <summary>Reads the verdicts of the judges in the order of arrival; one that was repeated after a failure has several lines.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IAsyncEnumerable<Response> ReadJudgementsAsync(
        RunFolder folder,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        return ReadLinesAsync(folder.JudgementsFile, cancellationToken);
    }

    /// <summary>
    /// Reads what was asked again to see how far models repeat themselves, in the order of arrival; what was asked once more after
    /// a failure has several lines.
    /// </summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IAsyncEnumerable<Response> ReadRepeatsAsync(
        RunFolder folder,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        return ReadLinesAsync(folder.RepeatsFile, cancellationToken);
    }

    /// <summary>Reads the responses that count, one a request, in the order of task, sample, model and epoch.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line is broken, or answers nothing that the run planned.</exception>
    public static async IAsyncEnumerable<Response> ReadSettledAsync(
        RunFolder folder,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        var cells = await RunCells.ReadAsync(folder, ReadHeader(folder), cancellationToken);
        using var journal = await JournalIndex.ReadAsync(folder, cells, cancellationToken, withLines: true);
        byte[] buffer = new byte[4096];
        for (long cell = 0L; cell < cells.Count; cell++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (journal.Read(cell, ref buffer) is { IsEmpty: false } line)
            {
                var response =
                    ResponseText.Parse(line.Span)
                    ?? throw new DocumentException(
                        new Fault(
                            new Location(folder.ResponsesFile),
                            "a line that is no response",
                            "one response a line"
                        )
                    );
                yield return response with
                {
                    JournalLine = journal.LineOf(cell),
                };
            }
        }
    }

    /// <summary>Reads the prompts that were sent, each once.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<Prompt> ReadPromptsAsync(
        RunFolder folder,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!LineReader.Exists(folder.PromptsFile))
        {
            yield break;
        }

        await foreach (
            var line in JsonLines.ReadAsync(folder.PromptsFile, LogJson.Default.PromptLine, cancellationToken)
        )
        {
            yield return line.ToPrompt();
        }
    }

    /// <summary>Reads the samples of a run, task by task in the order of the suite, each task in the order of its dataset.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IAsyncEnumerable<(string Task, Sample Sample)> ReadSamplesAsync(
        RunFolder folder,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        return ReadSamplesAsync(folder.SamplesFile, cancellationToken);
    }

    internal static async IAsyncEnumerable<(string Task, Sample Sample)> ReadSamplesAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var line in JsonLines.ReadAsync(file, LogJson.Default.SampleLine, cancellationToken))
        {
            yield return (line.Task, line.ToSample());
        }
    }

    private static async IAsyncEnumerable<Response> ReadLinesAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (!LineReader.Exists(file))
        {
            yield break;
        }

        await foreach (var line in JsonLines.ReadAsync(file, LogJson.Default.ResponseLine, cancellationToken))
        {
            yield return line.ToResponse();
        }
    }
}
