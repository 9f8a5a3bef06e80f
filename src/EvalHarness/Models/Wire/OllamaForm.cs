using System.Text.Json;

namespace EvalHarness.Models.Wire;

/// <summary>Replies of Ollama's <c>/api/chat</c>: one JSON object, or one a line, of which the last says that it is.</summary>
internal sealed class OllamaForm : IReplyForm
{
    public string Name => "chat of Ollama";

    public bool IsLines => true;

    public void Take(WireReply reply, JsonElement root) => TakePiece(reply, root);

    public void TakePiece(WireReply reply, JsonElement piece)
    {
        reply.TakeError(WireError.Find(piece));
        if (piece.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        reply.Name(piece);
        if (piece.TryGet("message", out var message) && message.ValueKind == JsonValueKind.Object)
        {
            TakeMessage(reply, message);
        }

        if (piece.TryGet("logprobs", out var tokens))
        {
            reply.AddTokens(tokens);
        }

        if (piece.TryGet("done", out var done) && done.ValueKind == JsonValueKind.True)
        {
            reply.EndBy(piece, "done_reason");
            reply.End();

            // A count of zero is left out, and so is one that the server did not make: neither is known.
            reply.Count(piece, null);
        }
    }

    private static void TakeMessage(WireReply reply, JsonElement message)
    {
        reply.Open(hasMessage: true);
        if (message.TryGet("thinking", out var thought))
        {
            reply.Think(thought);
        }

        if (message.TryGet("content", out var said))
        {
            reply.Say(said);
        }

        if (message.TryGet("tool_calls", out var made) && made.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in made.EnumerateArray())
            {
                if (
                    call.ValueKind == JsonValueKind.Object
                    && call.TryGet("function", out var function)
                    && function.ValueKind == JsonValueKind.Object
                )
                {
                    reply.Call(null, function);
                }
            }
        }
    }
}
