using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>Writes requests of Anthropic's <c>/v1/messages</c> and reads its replies.</summary>
/// <param name="model">The model asked for.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock.</param>
/// <param name="body">Further fields of each request, which win over those of the same name.</param>
/// <param name="isStreamed">Whether replies are asked for piece by piece; whole by default.</param>
internal sealed class AnthropicMessages(
    string model,
    HttpFaults faults,
    TimeProvider time,
    IReadOnlyDictionary<string, JsonElement> body,
    bool isStreamed = false
)
{
    /// <summary>The interface has no answer without a limit: the one that budget and plan assume where a task sets none.</summary>
    private const int AssumedTokens = 4096;

    /// <summary>The JSON body of a request: system turns apart from the others, and a limit always.</summary>
    /// <param name="messages">The turns.</param>
    /// <param name="options">The settings; null for none.</param>
    /// <exception cref="ModelException">The settings ask for what the interface does not have.</exception>
    public ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var generation = ChatRequestWriter.GenerationOf(options);
        UnsentSettings.Refuse(faults, Unsent(generation));
        var (system, turns) = ChatTurns.Apart(messages, ChatTurns.OfMessages);
        return new RequestFields()
            .Set("model", options?.ModelId ?? model)
            .Set("max_tokens", generation.MaxTokens ?? AssumedTokens)
            .Set("system", system)
            .Set("messages", turns)
            .Set("temperature", generation.Temperature)
            .Set("top_p", generation.TopP)
            .Set("top_k", generation.TopK)
            .Set("stop_sequences", ChatTurns.List(generation.Stop))
            .Set("output_config.effort", generation.ReasoningEffort)
            .Set("output_config.format", FormatOf(generation.ResponseFormat))
            .Set("tools", ToolFields.OfMessages(options))
            .Set("tool_choice", ToolFields.ChoiceOfMessages(options))
            .Set("stream", isStreamed ? true : null)
            .Join(body)
            .Join(generation.Extra)
            .ToJson();
    }

    /// <summary>The response that a reply is, details included.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="header">Finds a header by name; null where it is not there.</param>
    /// <param name="reply">The body as it comes.</param>
    /// <param name="sent">When the request was sent: a timestamp of the clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelException">There is no answer in it.</exception>
    /// <exception cref="IOException">The body broke off, as told by the connection.</exception>
    public Task<ChatResponse> ReadAsync(
        int status,
        Func<string, string?> header,
        Stream reply,
        long sent,
        CancellationToken cancellationToken
    ) =>
        new ReplyReader(static () => new MessagesForm(), faults, time, isStreamed: isStreamed)
        {
            Served = model,
        }.ReadAsync(status, header, reply, sent, cancellationToken);

    /// <summary>The settings that the interface does not have.</summary>
    /// <param name="generation">The settings asked for.</param>
    public static ImmutableArray<UnsentSetting> Unsent(Generation generation)
    {
        const string none = "the Messages interface has none";
        var unsent = UnsentSettings.Of(generation, (GenerationSetting.Seed, none), (GenerationSetting.Logprobs, none));
        return ResponseFormats.Word(generation.ResponseFormat) is null or "text"
            ? unsent
            : unsent.Add(
                new UnsentSetting(
                    GenerationSetting.ResponseFormat,
                    "the Messages interface takes a JSON Schema and no JSON without one"
                )
            );
    }

    private static JsonObject? FormatOf(JsonElement? format) =>
        ResponseFormats.Schema(format) is { } schema
            ? new JsonObject { ["type"] = "json_schema", ["schema"] = schema }
            : null;
}
