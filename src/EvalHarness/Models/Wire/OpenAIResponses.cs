using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>Writes requests of OpenAI's <c>/v1/responses</c> and reads its replies, whichever client carries them.</summary>
/// <param name="model">The model asked for.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock, for waits that a server gives as a date.</param>
/// <param name="isStreamed">Whether replies are asked for piece by piece; whole by default. Either is read.</param>
public sealed class OpenAIResponses(string model, HttpFaults faults, TimeProvider time, bool isStreamed = false)
{
    /// <summary>The model that the reply is held to: the one asked for by default (null), empty where any may answer.</summary>
    public string? Served { get; init; }

    /// <summary>The JSON body of a request; nothing of it is stored by the service.</summary>
    /// <param name="messages">The turns.</param>
    /// <param name="options">The settings; null for none.</param>
    /// <exception cref="ModelException">The settings ask for what the interface does not have.</exception>
    public ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var generation = ChatRequestWriter.GenerationOf(options);
        UnsentSettings.Refuse(faults, Unsent(generation));
        var (system, turns) = ChatTurns.Apart(messages, ChatTurns.OfResponses);
        return new RequestFields()
            .Set("model", options?.ModelId ?? model)
            .Set("instructions", system)
            .Set("input", turns)
            .Set("max_output_tokens", generation.MaxTokens)
            .Set("temperature", generation.Temperature)
            .Set("top_p", generation.TopP)
            .Set("reasoning.effort", generation.ReasoningEffort)
            .Set("text.format", FormatOf(generation.ResponseFormat))
            .Set("tools", ToolFields.OfResponses(options))
            .Set("tool_choice", ToolFields.ChoiceOfResponses(options))
            .Set("include", generation.Logprobs is null ? null : new JsonArray("message.output_text.logprobs"))
            .Set("top_logprobs", generation.Logprobs)
            .Set("store", false)
            .Set("stream", isStreamed ? true : null)
            .Join(generation.Extra)
            .ToJson();
    }

    /// <summary>The response that a reply is, details included.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="header">Finds a header by name; null where it is not there.</param>
    /// <param name="body">The body as it comes.</param>
    /// <param name="sent">When the request was sent: a timestamp of the clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelException">There is no answer in it.</exception>
    /// <exception cref="IOException">The body broke off, as told by the connection.</exception>
    public Task<ChatResponse> ReadAsync(
        int status,
        Func<string, string?> header,
        Stream body,
        long sent,
        CancellationToken cancellationToken
    ) =>
        new ReplyReader(static () => new ResponsesForm(), faults, time, isStreamed: isStreamed)
        {
            Served = Served ?? model,
        }.ReadAsync(status, header, body, sent, cancellationToken);

    /// <summary>The settings that the interface does not have.</summary>
    /// <param name="generation">The settings asked for.</param>
    public static ImmutableArray<UnsentSetting> Unsent(Generation generation)
    {
        const string none = "the Responses interface has none";
        return UnsentSettings.Of(
            generation,
            (GenerationSetting.TopK, none),
            (GenerationSetting.Seed, none),
            (GenerationSetting.Stop, none)
        );
    }

    private static JsonObject? FormatOf(JsonElement? format)
    {
        if (format is not { } asked)
        {
            return null;
        }

        if (ResponseFormats.Word(asked) is { } word)
        {
            return new JsonObject { ["type"] = word };
        }

        // In OpenAI's own form for chat, name, strictness and schema stand in a group of their own.
        var own =
            asked.ValueKind == JsonValueKind.Object && asked.TryGet("json_schema", out var given)
                ? JsonSerializer.SerializeToNode(given) as JsonObject
                : null;
        var written =
            own
            ?? new JsonObject
            {
                ["name"] = "answer",
                ["strict"] = true,
                ["schema"] = ResponseFormats.Schema(asked),
            };
        written["type"] = "json_schema";
        return written;
    }
}
