using System.Collections.Immutable;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>Turns a reply of the wire into Microsoft.Extensions.AI's response and our details.</summary>
internal static class ChatReply
{
    /// <summary>OpenAI's documented stand-in for "very unlikely", used where a server sends null for minus infinity.</summary>
    private const double VeryUnlikely = -9999.0;

    public static ChatResponse Read(ChatCompletion completion, CompletionChoice choice)
    {
        string? refusal = choice.Message?.Refusal;
        string text = choice.Message?.Content is { Length: > 0 } content ? content : refusal ?? "";
        var finish = FinishReasons.Read(choice.FinishReason);
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
        {
            ResponseId = completion.Id,
            ModelId = completion.Model,
            FinishReason = finish,
            Usage = ReadUsage(completion.Usage),
        };
        response.SetDetails(
            new ResponseDetails
            {
                Outcome =
                    finish == ChatFinishReason.ContentFilter ? Outcome.Filtered
                    : string.IsNullOrEmpty(refusal) ? null
                    : Outcome.Refused,
                FinishReason = choice.FinishReason,
                ModelVersion = Join(completion.Model, completion.SystemFingerprint),
                Tokens = ReadTokens(choice.Logprobs?.Content),
            }
        );
        return response;
    }

    /// <summary>The response to a request that a content filter answered with an error.</summary>
    public static ChatResponse Filtered()
    {
        var response = new ChatResponse { FinishReason = ChatFinishReason.ContentFilter };
        response.SetDetails(new ResponseDetails { Outcome = Outcome.Filtered, FinishReason = "content_filter" });
        return response;
    }

    private static UsageDetails? ReadUsage(CompletionUsage? usage) =>
        usage is null
            ? null
            : new UsageDetails
            {
                InputTokenCount = usage.PromptTokens,
                CachedInputTokenCount = usage.PromptTokensDetails?.CachedTokens ?? usage.PromptCacheHitTokens ?? 0,
                OutputTokenCount = usage.CompletionTokens,
                ReasoningTokenCount = usage.CompletionTokensDetails?.ReasoningTokens,
                TotalTokenCount = usage.PromptTokens + usage.CompletionTokens,
            };

    private static string? Join(string? model, string? fingerprint) =>
        string.IsNullOrEmpty(fingerprint) ? model
        : string.IsNullOrEmpty(model) ? fingerprint
        : $"{model} {fingerprint}";

    private static ImmutableArray<TokenChoice> ReadTokens(CompletionToken[]? tokens) =>
        tokens is null
            ? []
            :
            [
                .. tokens.Select(token => new TokenChoice(
                    token.Token ?? "",
                    token.Logprob ?? VeryUnlikely,
                    token.TopLogprobs is null
                        ? []
                        :
                        [
                            .. token.TopLogprobs.Select(other => new TokenAlternative(
                                other.Token ?? "",
                                other.Logprob ?? VeryUnlikely
                            )),
                        ]
                )),
            ];
}
