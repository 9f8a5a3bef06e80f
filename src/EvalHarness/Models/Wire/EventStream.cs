using System.Text.Json;

namespace EvalHarness.Models.Wire;

/// <summary>A reply in pieces, as server-sent events, which some servers send unasked.</summary>
internal static class EventStream
{
    private static ReadOnlySpan<byte> Data => "data:"u8;

    /// <summary>Whether a body is such a stream.</summary>
    /// <param name="body">The body, trimmed.</param>
    public static bool Is(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Data) || body.Span.StartsWith("event:"u8) || body.Span.StartsWith(": "u8);

    /// <summary>Puts the pieces together; says whether the stream came to its end.</summary>
    /// <param name="body">The body, trimmed.</param>
    /// <param name="reply">Takes the pieces.</param>
    /// <exception cref="JsonException">A piece is no JSON.</exception>
    public static bool Read(ReadOnlyMemory<byte> body, WireReply reply)
    {
        bool isDone = false;
        foreach (var line in Lines(body))
        {
            if (!line.Span.StartsWith(Data))
            {
                continue;
            }

            var piece = ReplyBody.Trim(line[Data.Length..]);
            if (piece.Span.SequenceEqual("[DONE]"u8))
            {
                isDone = true;
            }
            else if (!piece.IsEmpty)
            {
                using var document = ReplyBody.Parse(piece);
                reply.Take(document.RootElement);
            }
        }

        return isDone || reply.FinishReason is not null;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> body)
    {
        while (!body.IsEmpty)
        {
            int end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            yield return line.TrimEnd("\r"u8);
            body = end < 0 ? default : body[(end + 1)..];
        }
    }
}
