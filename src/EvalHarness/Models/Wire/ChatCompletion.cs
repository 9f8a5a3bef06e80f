using System.Text.Json;
using System.Text.Json.Serialization;

namespace EvalHarness.Models.Wire;

/// <summary>The reply of <c>/v1/chat/completions</c>, as much of it as we read.</summary>
internal sealed record ChatCompletion(
    string? Id,
    string? Model,
    string? SystemFingerprint,
    CompletionChoice?[]? Choices,
    CompletionUsage? Usage,
    JsonElement? Error
);

internal sealed record CompletionChoice(CompletionMessage? Message, string? FinishReason, CompletionLogprobs? Logprobs);

internal sealed record CompletionMessage(
    [property: JsonConverter(typeof(ContentConverter))] string? Content,
    string? Refusal
);

internal sealed record CompletionUsage(
    long PromptTokens,
    long CompletionTokens,
    CompletionPromptDetails? PromptTokensDetails,
    CompletionOutputDetails? CompletionTokensDetails,
    long? PromptCacheHitTokens
);

internal sealed record CompletionPromptDetails(long? CachedTokens);

internal sealed record CompletionOutputDetails(long? ReasoningTokens);

internal sealed record CompletionLogprobs(CompletionToken[]? Content);

internal sealed record CompletionToken(string? Token, double? Logprob, CompletionToken[]? TopLogprobs);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
[JsonSerializable(typeof(ChatCompletion))]
internal sealed partial class WireJson : JsonSerializerContext;

/// <summary>Reads a message's content: text, null, or a list of parts whose texts are joined.</summary>
internal sealed class ContentConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.GetString();
        }

        using var parts = JsonDocument.ParseValue(ref reader);
        return string.Concat(
            parts
                .RootElement.EnumerateArray()
                .Select(part =>
                    part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text)
                        ? text.GetString()
                        : null
                )
        );
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
