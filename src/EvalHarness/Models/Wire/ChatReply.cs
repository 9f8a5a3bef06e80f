using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>Turns a reply of the wire into Microsoft.Extensions.AI's response and our details.</summary>
internal static class ChatReply
{
    /// <summary>The response of a reply that has a message.</summary>
    /// <param name="reply">The reply.</param>
    public static ChatResponse Read(WireReply reply)
    {
        string? refusal = reply.Refusal;
        string text = reply.Text is { Length: > 0 } content ? content : refusal ?? "";
        var ending = FinishReasons.Of(reply.FinishReason);
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, [.. Contents(reply, text)]))
        {
            ResponseId = reply.Id,
            ModelId = reply.Model,
            FinishReason = FinishReasons.Read(reply.FinishReason),
            Usage = reply.Usage,
        };
        response.SetDetails(
            new ResponseDetails
            {
                Outcome =
                    ending is Ending.Withheld ? Outcome.Filtered
                    : refusal is not null && ending is Ending.Whole ? Outcome.Refused
                    : null,
                FinishReason = reply.FinishReason,
                ModelVersion = Join(reply.Model, reply.Fingerprint),
                Tokens = reply.Tokens,
                Remarks = [.. reply.Remarks],
            }
        );
        return response;
    }

    /// <summary>The response to a request that a content filter answered with an error.</summary>
    /// <param name="usage">The tokens that were counted all the same; null for none.</param>
    public static ChatResponse Filtered(UsageDetails? usage = null)
    {
        var response = new ChatResponse { FinishReason = ChatFinishReason.ContentFilter, Usage = usage };
        response.SetDetails(new ResponseDetails { Outcome = Outcome.Filtered, FinishReason = "content_filter" });
        return response;
    }

    private static IEnumerable<AIContent> Contents(WireReply reply, string text)
    {
        if (reply.Reasoning is { } thought)
        {
            yield return new TextReasoningContent(thought);
        }

        if (text.Length > 0)
        {
            yield return new TextContent(text);
        }

        foreach (var (call, place) in reply.ToolCalls.Select((call, place) => (call, place)))
        {
            // Its arguments stay as the model wrote them, broken ones too.
            yield return new FunctionCallContent(FormattableString.Invariant($"call-{place}"), call.Name)
            {
                RawRepresentation = call,
            };
        }
    }

    private static string? Join(string? model, string? fingerprint) =>
        string.IsNullOrEmpty(fingerprint) ? model
        : string.IsNullOrEmpty(model) ? fingerprint
        : $"{model} {fingerprint}";
}
