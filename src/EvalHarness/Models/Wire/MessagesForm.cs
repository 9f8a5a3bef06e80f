using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvalHarness.Models.Wire;

/// <summary>Replies of Anthropic's <c>/v1/messages</c>.</summary>
internal sealed class MessagesForm : IReplyForm
{
    /// <summary>Calls of tools by the place of their block: which call, what its block held at first, whether more came.</summary>
    private readonly Dictionary<long, (int Call, JsonElement Input, bool HasMore)> calls = [];

    private readonly JsonObject usage = [];

    public string Name => "message";

    public bool IsLines => false;

    public void Take(WireReply reply, JsonElement root)
    {
        reply.TakeError(WireError.Find(root));
        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGet("content", out var content)
            || content.ValueKind != JsonValueKind.Array
        )
        {
            return;
        }

        reply.Name(root);
        reply.Open(hasMessage: true);
        foreach (var block in content.EnumerateArray().Where(block => block.ValueKind == JsonValueKind.Object))
        {
            if (Begin(reply, block) is { } call && block.TryGet("input", out var input))
            {
                reply.AddArguments(call, input);
            }
        }

        reply.EndBy(root, "stop_reason");
        Count(reply, root);
    }

    public void TakePiece(WireReply reply, JsonElement piece)
    {
        switch (WireText.Find(piece, "type"))
        {
            case "message_start" when piece.TryGet("message", out var message):
                reply.Name(message);
                reply.Open(hasMessage: true);
                Count(reply, message);
                break;
            case "content_block_start" when piece.TryGet("content_block", out var block):
                if (Begin(reply, block) is { } call)
                {
                    calls[Place(piece)] = (call, block.TryGet("input", out var input) ? input.Clone() : default, false);
                }

                break;
            case "content_block_delta" when piece.TryGet("delta", out var delta):
                GoOn(reply, Place(piece), delta);
                break;
            case "content_block_stop":
                Finish(reply, Place(piece));
                break;
            case "message_delta":
                if (piece.TryGet("delta", out var end))
                {
                    reply.EndBy(end, "stop_reason");
                }

                Count(reply, piece);
                break;
            case "message_stop":
                reply.End();
                break;
            case "error":
                reply.TakeError(piece);
                break;
            default:
                // Signs of life, and kinds of events still to come, say nothing.
                break;
        }
    }

    private static long Place(JsonElement piece) => WireText.Count(piece, "index", out _) ?? 0;

    /// <summary>Takes a block, or the start of one; gives the place of the call where it is one.</summary>
    private static int? Begin(WireReply reply, JsonElement block)
    {
        if (WireText.Find(block, "type") == "tool_use")
        {
            return reply.Call(null, block);
        }

        if (block.TryGet("text", out var said))
        {
            reply.Say(said);
        }
        else if (block.TryGet("thinking", out var thought))
        {
            reply.Think(thought);
        }

        return null;
    }

    private void GoOn(WireReply reply, long place, JsonElement delta)
    {
        if (delta.TryGet("text", out var said))
        {
            reply.Say(said);
        }
        else if (delta.TryGet("thinking", out var thought))
        {
            reply.Think(thought);
        }
        else if (delta.TryGet("partial_json", out var part) && calls.TryGetValue(place, out var call))
        {
            reply.AddArguments(call.Call, part);
            calls[place] = call with { HasMore = call.HasMore || WireText.Read(part) is { Length: > 0 } };
        }
    }

    /// <summary>A call without arguments has none but those that its block held at first.</summary>
    private void Finish(WireReply reply, long place)
    {
        if (calls.TryGetValue(place, out var call) && !call.HasMore)
        {
            reply.AddArguments(call.Call, call.Input);
        }
    }

    /// <summary>Counts of the start stand until later ones replace them, each by itself.</summary>
    private void Count(WireReply reply, JsonElement holder)
    {
        if (!holder.TryGet("usage", out var told) || told.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (told.ValueKind != JsonValueKind.Object)
        {
            reply.Count(told, null);
            return;
        }

        foreach (var count in told.EnumerateObject().Where(count => count.Value.ValueKind != JsonValueKind.Null))
        {
            usage[count.Name] = JsonSerializer.SerializeToNode(count.Value);
        }

        var all = JsonSerializer.SerializeToElement(usage);
        reply.Count(all, WireText.Find(all, "service_tier"));
    }
}
