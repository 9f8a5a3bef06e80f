using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Models.Wire;

/// <summary>Replies of <c>/v1/chat/completions</c>, in the dialects that servers have made of it.</summary>
internal sealed class CompletionForm : IReplyForm
{
    public string Name => "chat completion";

    public bool IsLines => false;

    public void Take(WireReply reply, JsonElement root) => Take(reply, root, static _ => true);

    /// <inheritdoc/>
    /// <remarks>Pieces of further choices are none of the answer.</remarks>
    public void TakePiece(WireReply reply, JsonElement piece) => Take(reply, piece, static index => index is null or 0);

    private static void Take(WireReply reply, JsonElement root, Func<long?, bool> isOurs)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        reply.Name(root);
        reply.TakeError(WireError.Find(root));
        if (
            root.TryGetProperty("choices", out var choices)
            && choices.ValueKind == JsonValueKind.Array
            && choices.GetArrayLength() > 0
            && choices[0] is { ValueKind: JsonValueKind.Object } choice
            && isOurs(WireText.Count(choice, "index", out _))
        )
        {
            TakeChoice(reply, choice);
        }

        if (root.TryGetProperty("usage", out var usage) && usage.ValueKind != JsonValueKind.Null)
        {
            reply.Count(usage, WireText.Find(root, "service_tier"));
        }
    }

    private static void TakeChoice(WireReply reply, JsonElement choice)
    {
        reply.Open(hasMessage: false);
        reply.EndBy(choice, "finish_reason");
        foreach (string name in (ReadOnlySpan<string>)["message", "delta"])
        {
            if (choice.TryGetProperty(name, out var message) && message.ValueKind == JsonValueKind.Object)
            {
                TakeMessage(reply, message);
            }
        }

        if (
            !reply.HasMessage
            && choice.TryGetProperty("text", out var plain)
            && plain.ValueKind == JsonValueKind.String
        )
        {
            reply.Open(hasMessage: true);
            reply.Say(plain);
        }

        // Azure's filter may fail, of one piece or of all: the answer is then given without it.
        if (
            choice.TryGetProperty("content_filter_results", out var filter)
            && filter.ValueKind == JsonValueKind.Object
            && filter.TryGetProperty("error", out var failed)
            && failed.ValueKind == JsonValueKind.Object
        )
        {
            reply.Note(RemarkKind.Filter, "content_filter_results");
        }

        if (choice.TryGetProperty("logprobs", out var logprobs) && logprobs.ValueKind != JsonValueKind.Null)
        {
            TakeTokens(reply, logprobs);
        }
    }

    private static void TakeMessage(WireReply reply, JsonElement message)
    {
        reply.Open(hasMessage: true);
        if (message.TryGetProperty("content", out var content))
        {
            TakeContent(reply, content);
        }

        if (message.TryGetProperty("refusal", out var declined))
        {
            reply.Decline(declined);
        }

        int before = reply.ThoughtLength;
        foreach (
            string name in (ReadOnlySpan<string>)["reasoning_content", "reasoning", "thinking", "reasoning_details"]
        )
        {
            if (reply.ThoughtLength == before && message.TryGetProperty(name, out var thought))
            {
                TakeThought(reply, thought);
            }
        }

        if (message.TryGetProperty("tool_calls", out var made) && made.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in made.EnumerateArray().Where(call => call.ValueKind == JsonValueKind.Object))
            {
                TakeCall(reply, call);
            }
        }

        if (message.TryGetProperty("function_call", out var single) && single.ValueKind == JsonValueKind.Object)
        {
            reply.Call(null, single);
        }
    }

    private static void TakeCall(WireReply reply, JsonElement call)
    {
        var function = call.TryGetProperty("function", out var inside) ? inside : call;
        if (function.ValueKind == JsonValueKind.Object)
        {
            reply.Call(WireText.Count(call, "index", out _), function);
        }
    }

    /// <summary>A text, or a list of parts: texts are the answer, thoughts are not.</summary>
    private static void TakeContent(WireReply reply, JsonElement content)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                reply.Say(content);
                break;
            case JsonValueKind.Array:
                foreach (var part in content.EnumerateArray())
                {
                    TakePart(reply, part);
                }

                break;
            case JsonValueKind.Object:
                TakePart(reply, content);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                reply.SayRaw(content);
                reply.Note(RemarkKind.Field, "content");
                break;
        }
    }

    private static void TakePart(WireReply reply, JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String)
        {
            reply.Say(part);
        }
        else if (part.ValueKind == JsonValueKind.Object)
        {
            if (part.TryGetProperty("text", out var said))
            {
                if (IsThought(part))
                {
                    reply.Think(said);
                }
                else
                {
                    reply.Say(said);
                }
            }
            else if (part.TryGetProperty("refusal", out var declined))
            {
                reply.Decline(declined);
            }
            else if (part.TryGetProperty("thinking", out var thought))
            {
                TakeThought(reply, thought);
            }
        }
    }

    /// <summary>Whether a part says of itself that it is no answer: <c>reasoning</c>, <c>reasoning_text</c>, <c>thinking</c>.</summary>
    private static bool IsThought(JsonElement part) =>
        WireText.Find(part, "type") is { } type
        && (
            type.StartsWith("reasoning", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("thinking", StringComparison.OrdinalIgnoreCase)
        );

    private static void TakeThought(WireReply reply, JsonElement thought)
    {
        if (thought.ValueKind != JsonValueKind.Array)
        {
            reply.Think(thought);
            return;
        }

        foreach (var part in thought.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var said))
            {
                reply.Think(said);
            }
        }
    }

    private static void TakeTokens(WireReply reply, JsonElement logprobs)
    {
        if (logprobs.ValueKind != JsonValueKind.Object || !logprobs.TryGetProperty("content", out var content))
        {
            reply.Note(RemarkKind.Probabilities, "of a form that cannot be read");
            return;
        }

        reply.AddTokens(content);
    }
}
