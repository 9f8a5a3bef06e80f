using System.Net.ServerSentEvents;
using System.Text.Json;

namespace EvalHarness.Models.Wire;

/// <summary>A reply in pieces, as server-sent events; some servers send it unasked.</summary>
internal static class EventStream
{
    /// <summary>So many bytes tell whether a body is such a stream.</summary>
    public const int TellingBytes = 6;

    private const byte LineEnd = (byte)'\n';

    /// <summary>Whether a body is such a stream.</summary>
    /// <param name="start">Its first bytes, trimmed.</param>
    public static bool Is(ReadOnlyMemory<byte> start) =>
        start.Span.StartsWith("data:"u8) || start.Span.StartsWith("event:"u8) || start.Span.StartsWith(": "u8);

    /// <summary>Puts the pieces together as they come, up to the first error; a last word of its own ends the answer.</summary>
    /// <param name="body">The body.</param>
    /// <param name="reply">What they say together.</param>
    /// <param name="form">Takes the pieces.</param>
    /// <param name="begun">Is called once, when the first piece of an answer came.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JsonException">A piece is no JSON.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task ReadAsync(
        Stream body,
        WireReply reply,
        IReplyForm form,
        Action begun,
        CancellationToken cancellationToken
    )
    {
        bool isDone = false;
        bool hasBegun = false;
        var events = SseParser.Create(body, static (_, data) => data.ToArray());
        await foreach (var item in events.EnumerateAsync(cancellationToken))
        {
            foreach (var piece in Pieces(item.Data))
            {
                isDone |= piece.Span.SequenceEqual("[DONE]"u8);
                if (!isDone)
                {
                    Take(piece, item.EventType == "error", reply, form);
                }
            }

            if (!hasBegun && reply.HasBegun)
            {
                hasBegun = true;
                begun();
            }

            if (isDone || reply.HasError)
            {
                break;
            }
        }

        if (isDone)
        {
            reply.End();
        }
    }

    private static void Take(ReadOnlyMemory<byte> piece, bool isError, WireReply reply, IReplyForm form)
    {
        using var document = ReplyBody.Parse(piece);
        if (isError)
        {
            reply.TakeError(document.RootElement);
        }
        else
        {
            form.TakePiece(reply, document.RootElement);
        }
    }

    /// <summary>The pieces of an event: one, or one a line where a server leaves out the empty lines between events.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(ReadOnlyMemory<byte> data)
    {
        while (!data.IsEmpty)
        {
            int end = data.Span.IndexOf(LineEnd);
            var piece = ReplyBody.Trim(end < 0 ? data : data[..end]);
            data = end < 0 ? default : data[(end + 1)..];
            if (!piece.IsEmpty)
            {
                yield return piece;
            }
        }
    }
}
