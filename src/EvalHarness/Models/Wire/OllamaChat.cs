using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>Writes requests of Ollama's <c>/api/chat</c> and reads its replies.</summary>
/// <param name="model">The model asked for.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock.</param>
/// <param name="fields">Sets the fields of the model itself; what a request asks for comes later and wins.</param>
/// <param name="body">Further fields of each request, which win over those of the same name.</param>
/// <param name="isStreamed">Whether replies are asked for piece by piece.</param>
internal sealed class OllamaChat(
    string model,
    HttpFaults faults,
    TimeProvider time,
    Action<RequestFields> fields,
    IReadOnlyDictionary<string, JsonElement>? body,
    bool isStreamed
)
{
    /// <summary>The JSON body of a request. A prompt that is too long is to be refused: Ollama's default cuts it in silence.</summary>
    /// <param name="messages">The turns.</param>
    /// <param name="options">The settings; null for none.</param>
    /// <exception cref="ModelException">The call tells the model to call a tool, which the interface has no way to say.</exception>
    public ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        if (ToolFields.IsForced(options))
        {
            throw faults.Unknown(
                "tool_choice would not be sent: Ollama's interface has none; leave it out for this model"
            );
        }

        var generation = ChatRequestWriter.GenerationOf(options);
        var request = new RequestFields()
            .Set("model", options?.ModelId ?? model)
            .Set("messages", ChatTurns.AllOfOllama(messages))
            .Set("stream", isStreamed)
            .Set("truncate", false)
            .Set("shift", false);
        fields(request);
        return request
            .Set("options.temperature", generation.Temperature)
            .Set("options.top_p", generation.TopP)
            .Set("options.top_k", generation.TopK)
            .Set("options.seed", generation.Seed)
            .Set("options.stop", ChatTurns.List(generation.Stop))
            .Set("options.num_predict", generation.MaxTokens)
            .Set("format", FormatOf(generation.ResponseFormat))
            .Set("tools", ToolFields.OfChat(options))
            .Set("think", ThinkOf(generation.ReasoningEffort))
            .Set("logprobs", generation.Logprobs is null ? null : true)
            .Set("top_logprobs", generation.Logprobs is > 0 and var count ? count : null)
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
        new ReplyReader(static () => new OllamaForm(), faults, time, isStreamed: isStreamed)
        {
            Served = model,
            NotFoundHint = $"it has no such model: 'ollama pull {model}'",
        }.ReadAsync(status, header, reply, sent, cancellationToken);

    private static JsonNode? FormatOf(JsonElement? format) =>
        ResponseFormats.Word(format) switch
        {
            null => ResponseFormats.Schema(format),
            "text" => null,
            _ => "json",
        };

    /// <summary>Models that only think or do not take the words for that as well.</summary>
    private static JsonNode? ThinkOf(string? effort) =>
        effort switch
        {
            null => null,
            "none" or "false" or "off" => false,
            "true" or "on" => true,
            _ => effort,
        };
}
