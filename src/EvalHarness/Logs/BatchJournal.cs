using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>
/// The batches of a run, <c>batches.jsonl</c>: which requests are in the hands of a vendor. Each line is on the disk before
/// anything is done that it tells of.
/// </summary>
internal sealed class BatchJournal : IDisposable
{
    private readonly Lock gate = new();
    private readonly string path;
    private readonly List<LoggedBatch> earlier;
    private volatile ImmutableHashSet<string> ids;
    private AppendFile? file;

    private BatchJournal(string path, List<LoggedBatch> earlier) =>
        (this.path, this.earlier, ids) = (path, earlier, [.. earlier.Select(batch => batch.Id).OfType<string>()]);

    /// <summary>The batches of earlier executions of the run, in order.</summary>
    public IReadOnlyList<LoggedBatch> Earlier => earlier;

    /// <summary>The vendors' ids of all batches of the run, those of this execution included.</summary>
    public IReadOnlySet<string> Ids => ids;

    /// <summary>Reads the batches of a run; the file is made with the first line that is added.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line is not what it should be.</exception>
    public static async Task<BatchJournal> OpenAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        var order = new List<string>();
        var batches = new Dictionary<string, LoggedBatch>(StringComparer.Ordinal);
        if (File.Exists(folder.BatchesFile))
        {
            await using var reader = LineReader.Open(folder.BatchesFile);
            while (await reader.MoveNextAsync(cancellationToken))
            {
                if (JsonLines.TryParse(reader, LogJson.Default.BatchLine, out var line))
                {
                    Take(line, reader, order, batches);
                }
            }
        }

        return new BatchJournal(folder.BatchesFile, [.. order.Select(tag => batches[tag])]);
    }

    /// <summary>Writes a batch down that is about to be handed in.</summary>
    /// <param name="batch">The batch.</param>
    public void Begin(LoggedBatch batch) => Append(batch.ToLine());

    /// <summary>Writes down what the vendor calls a batch.</summary>
    /// <param name="tag">What we call it.</param>
    /// <param name="id">The vendor's id.</param>
    public void Name(string tag, string id)
    {
        Append(new BatchLine { Tag = tag, Id = id });
        lock (gate)
        {
            ids = ids.Add(id);
        }
    }

    /// <summary>Writes down that nothing more is to be got from a batch.</summary>
    /// <param name="tag">What we call it.</param>
    /// <param name="at">When.</param>
    /// <param name="again">How many of its requests go into a further batch.</param>
    public void End(string tag, DateTimeOffset at, int again) =>
        Append(
            new BatchLine
            {
                Tag = tag,
                EndedAt = at,
                Again = again,
            }
        );

    public void Dispose() => file?.Dispose();

    private static void Take(
        BatchLine line,
        LineReader reader,
        List<string> order,
        Dictionary<string, LoggedBatch> batches
    )
    {
        if (line.Model is not null && LoggedBatch.Of(line) is { } begun && batches.TryAdd(line.Tag, begun))
        {
            order.Add(line.Tag);
        }
        else if (line.Model is null && batches.TryGetValue(line.Tag, out var known))
        {
            batches[line.Tag] = known with
            {
                Id = line.Id ?? known.Id,
                HasEnded = known.HasEnded || line.EndedAt is not null,
                Again = Math.Max(known.Again, line.Again),
            };
        }
        else
        {
            throw JsonLines.Broken(reader, new JsonException("no batch"));
        }
    }

    private void Append(BatchLine line)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        JsonLines.Write(bytes, line, LogJson.Default.BatchLine);
        lock (gate)
        {
            file ??= AppendFile.Open(path, IsObject);
            file.Append(bytes.WrittenSpan);
            file.Flush();
        }
    }

    private static bool IsObject(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LogJson.Default.BatchLine) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
