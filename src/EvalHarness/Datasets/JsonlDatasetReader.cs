using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>JSON Lines: one JSON object a line, UTF-8; blank lines are passed over.</summary>
[Keyword("jsonl")]
public sealed record JsonlDatasetReader : IDatasetReader
{
    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [".jsonl", ".ndjson"];

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var buffer = new RecordBuffer(file);
        var rows = new JsonRows();
        for (int line = 1; await NextLineAsync(buffer, line, cancellationToken) is { } bytes; line++)
        {
            if (!bytes.Span.ContainsAnyExcept(" \t\r"u8))
            {
                continue;
            }

            yield return rows.Parse(bytes, new Location(file, line), (at, e) => Column(at, e, bytes.Span));
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
