using System.Text.Json;

namespace EvalHarness.Models.Wire;

/// <summary>Replies of OpenAI's <c>/v1/responses</c>.</summary>
internal sealed class ResponsesForm : IReplyForm
{
    /// <summary>Calls of tools by the place of their item among what came out.</summary>
    private readonly Dictionary<long, int> calls = [];

    public string Name => "response";

    public bool IsLines => false;

    public void Take(WireReply reply, JsonElement root)
    {
        reply.TakeError(WireError.Find(root));
        if (root.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        reply.Name(root);
        if (root.TryGet("usage", out var usage) && usage.ValueKind != JsonValueKind.Null)
        {
            reply.Count(usage, WireText.Find(root, "service_tier"));
        }

        string? status = WireText.Find(root, "status");
        if (status is "failed" or "cancelled" or "queued" or "in_progress")
        {
            // What it may have said is no answer; its word stands in for an error that it does not tell.
            reply.TakeError(JsonElement.Parse($$"""{"code":"{{status}}"}"""));
            return;
        }

        if (root.TryGet("output", out var output) && output.ValueKind == JsonValueKind.Array)
        {
            reply.Open(hasMessage: true);
            foreach (var item in output.EnumerateArray())
            {
                TakeItem(reply, item);
            }
        }

        reply.End(status == "incomplete" ? ReasonOf(root) : status);
    }

    public void TakePiece(WireReply reply, JsonElement piece)
    {
        string? type = WireText.Find(piece, "type");
        var more = piece.ValueKind == JsonValueKind.Object && piece.TryGet("delta", out var delta) ? delta : default;
        switch (type)
        {
            case "response.created" or "response.in_progress" when piece.TryGet("response", out var begun):
                reply.Name(begun);
                break;
            case "response.output_text.delta":
                reply.Open(hasMessage: true);
                reply.Say(more);
                TakeTokens(reply, piece);
                break;
            case "response.refusal.delta":
                reply.Open(hasMessage: true);
                reply.Decline(more);
                break;
            case "response.reasoning_summary_text.delta" or "response.reasoning_text.delta":
                reply.Think(more);
                break;
            case "response.output_item.added" when piece.TryGet("item", out var item) && IsCall(item):
                reply.Open(hasMessage: true);
                calls[Place(piece)] = reply.Call(null, item);
                break;
            case "response.function_call_arguments.delta" when calls.TryGetValue(Place(piece), out int call):
                reply.AddArguments(call, more);
                break;
            case "response.completed"
            or "response.incomplete"
            or "response.failed" when piece.TryGet("response", out var whole):
                TakeLast(reply, whole);
                break;
            case "error":
                reply.TakeError(piece);
                break;
            default:
                // Items and parts that begin and end, and kinds of events still to come, add nothing.
                break;
        }
    }

    /// <summary>The last event holds the whole answer; where a server leaves it out there, its pieces stand.</summary>
    private void TakeLast(WireReply reply, JsonElement whole)
    {
        if (
            whole.ValueKind == JsonValueKind.Object
            && whole.TryGet("output", out var output)
            && output.ValueKind == JsonValueKind.Array
            && output.GetArrayLength() > 0
        )
        {
            reply.Restart();
        }

        Take(reply, whole);
    }

    private static long Place(JsonElement piece) => WireText.Count(piece, "output_index", out _) ?? 0;

    private static string ReasonOf(JsonElement root) =>
        root.TryGet("incomplete_details", out var details) && WireText.Find(details, "reason") is { Length: > 0 } reason
            ? reason
            : "incomplete";

    private static bool IsCall(JsonElement item) => WireText.Find(item, "type") == "function_call";

    private static void TakeItem(WireReply reply, JsonElement item)
    {
        switch (WireText.Find(item, "type"))
        {
            case "function_call":
                reply.Call(null, item);
                break;
            case "reasoning":
                TakeThoughts(reply, item, "summary");
                TakeThoughts(reply, item, "content");
                break;
            case "message" when item.TryGet("content", out var content):
                TakeMessage(reply, content, WireText.Find(item, "phase") == "commentary");
                break;
            default:
                // Calls of the vendor's own tools are no answer.
                break;
        }
    }

    /// <summary>The parts of a message; what is said on the way to the answer is a thought.</summary>
    private static void TakeMessage(WireReply reply, JsonElement content, bool isOnTheWay)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            reply.Say(content);
            return;
        }

        foreach (var part in Items(content))
        {
            if (part.TryGet("refusal", out var declined))
            {
                reply.Decline(declined);
            }
            else if (part.TryGet("text", out var said))
            {
                if (isOnTheWay)
                {
                    reply.Think(said);
                }
                else
                {
                    reply.Say(said);
                    TakeTokens(reply, part);
                }
            }
        }
    }

    private static void TakeThoughts(WireReply reply, JsonElement item, string name)
    {
        foreach (var part in item.TryGet(name, out var parts) ? Items(parts) : [])
        {
            if (part.TryGet("text", out var thought))
            {
                reply.Think(thought);
            }
        }
    }

    private static void TakeTokens(WireReply reply, JsonElement holder)
    {
        if (holder.TryGet("logprobs", out var tokens))
        {
            reply.AddTokens(tokens);
        }
    }

    private static IEnumerable<JsonElement> Items(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];
}
