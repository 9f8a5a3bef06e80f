using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>JSON Lines: one JSON object a line, UTF-8; blank lines are passed over.</summary>
[Keyword("jsonl")]
public sealed record JsonlDatasetReader : IEncodedReader
{
    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [".jsonl", ".ndjson"];

    /// <inheritdoc/>
    public IAsyncEnumerable<Row> ReadAsync(string file, CancellationToken cancellationToken) =>
        ReadEncodedAsync(file, null, cancellationToken);

    IAsyncEnumerable<Row> IEncodedReader.ReadAsync(
        string file,
        Encoding? encoding,
        CancellationToken cancellationToken
    ) => ReadEncodedAsync(file, encoding, cancellationToken);

    private static async IAsyncEnumerable<Row> ReadEncodedAsync(
        string file,
        Encoding? encoding,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var buffer = new RecordBuffer(file, encoding);
        var rows = new JsonRows();
        var faults = new List<Fault>();
        for (int line = 1; await NextLineAsync(buffer, line, cancellationToken) is { } bytes; line++)
        {
            if (!bytes.Span.ContainsAnyExcept(" \t\r"u8))
            {
                continue;
            }

            if (TryParse(rows, bytes, new Location(file, line), faults) is { } row)
            {
                yield return row;
            }
            else if (faults.Count >= DatasetLoader.MostFaults)
            {
                break;
            }
        }

        if (faults.Count > 0)
        {
            throw new DocumentException(faults);
        }
    }

    /// <summary>The row of a line; null, with its faults, where the line is broken: the next may be whole.</summary>
    private static Row? TryParse(JsonRows rows, ReadOnlyMemory<byte> bytes, Location at, List<Fault> faults)
    {
        try
        {
            return rows.Parse(bytes, at, (line, e) => Column(line, e, bytes.Span));
        }
        catch (DocumentException broken)
        {
            faults.AddRange(broken.Faults);
            return null;
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> NextLineAsync(
        RecordBuffer buffer,
        int line,
        CancellationToken cancellationToken
    )
    {
        int searched = 0;
        while (buffer.Unread.Span[searched..].IndexOf((byte)'\n') is var end)
        {
            if (end >= 0)
            {
                var bytes = buffer.Unread[..(searched + end)];
                buffer.Skip(searched + end + 1);
                return bytes;
            }
            searched = buffer.Unread.Length;
            if (await buffer.FillAsync(line, cancellationToken))
            {
                continue;
            }

            var last = buffer.Unread;
            buffer.Skip(last.Length);
            // A bare null would become an empty memory, by way of a null array.
            return last.IsEmpty ? (ReadOnlyMemory<byte>?)null : last;
        }
        return null;
    }

    private static Location Column(Location line, JsonException e, ReadOnlySpan<byte> bytes) =>
        e.BytePositionInLine is { } position
            ? line with
            {
                Column = Encoding.UTF8.GetCharCount(bytes[..(int)Math.Min(position, bytes.Length)]) + 1,
            }
            : line;
}
