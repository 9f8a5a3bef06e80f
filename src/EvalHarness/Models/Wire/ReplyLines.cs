using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace EvalHarness.Models.Wire;

/// <summary>A reply in pieces, one JSON object a line.</summary>
internal static class ReplyLines
{
    /// <summary>Whether a body is more than one JSON object: a server streamed it although it was asked for a whole one.</summary>
    /// <param name="body">The body.</param>
    public static bool Are(ReadOnlyMemory<byte> body)
    {
        var first = new Utf8JsonReader(ReplyBody.Trim(body).Span);
        try
        {
            if (!first.Read() || first.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            first.Skip();
            return ReplyBody.Trim(ReplyBody.Trim(body)[(int)first.BytesConsumed..]).Span.StartsWith("{"u8);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Puts the pieces together as they come, up to the first error or the piece that says it is the last.</summary>
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
        bool hasBegun = false;
        var lines = PipeReader.Create(body, new StreamPipeReaderOptions(leaveOpen: true));
        while (!reply.IsEnded && !reply.HasError)
        {
            var read = await lines.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (!reply.IsEnded && !reply.HasError && rest.PositionOf((byte)'\n') is { } end)
            {
                Take(rest.Slice(0, end), reply, form);
                rest = rest.Slice(rest.GetPosition(1, end));
                if (!hasBegun && reply.HasBegun)
                {
                    hasBegun = true;
                    begun();
                }
            }

            lines.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        await lines.CompleteAsync();
    }

    private static void Take(ReadOnlySequence<byte> line, WireReply reply, IReplyForm form)
    {
        var piece = ReplyBody.Trim(line.ToArray());
        if (piece.IsEmpty)
        {
            return;
        }

        using var document = ReplyBody.Parse(piece);
        form.TakePiece(reply, document.RootElement);
    }
}
