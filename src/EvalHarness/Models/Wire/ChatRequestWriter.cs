using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>Writes the body of <c>/v1/chat/completions</c>. A field named in the extra fields is left to them.</summary>
internal static class ChatRequestWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The body goes to a server, not into a page; escaping all but ASCII would double non-English prompts.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static ReadOnlyMemory<byte> Write(
        string model,
        IEnumerable<ChatMessage> messages,
        ChatOptions? options,
        IReadOnlyDictionary<string, JsonElement> body,
        string maxTokensField = "max_tokens",
        bool isStreamed = false
    )
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        var generation = GenerationOf(options);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("model", options?.ModelId ?? model);
        WriteMessages(json, messages);
        var fields = new Fields(json, body, generation.Extra);
        WriteGeneration(fields, generation, maxTokensField);
        WriteNode(fields, "tools", ToolFields.OfChat(options));
        WriteNode(fields, "tool_choice", ToolFields.ChoiceOfChat(options));
        if (isStreamed)
        {
            WriteStreaming(fields);
        }

        fields.WriteExtra();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The settings of a call: of our engine's request, else of the call itself.</summary>
    /// <param name="options">Options of the call; null for none.</param>
    public static Generation GenerationOf(ChatOptions? options) =>
        options.FindRequest()?.Generation ?? FromOptions(options);

    private static void WriteMessages(Utf8JsonWriter json, IEnumerable<ChatMessage> messages)
    {
        json.WriteStartArray("messages");
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role.Value);
            json.WritePropertyName("content");
            if (message.Contents is [TextContent { Text: { } text }])
            {
                json.WriteStringValue(text);
            }
            else
            {
                ChatTurns.OfChat(message)!.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Asks for pieces, and for the count of tokens behind the last of them.</summary>
    private static void WriteStreaming(Fields fields)
    {
        if (fields.Takes("stream"))
        {
            fields.Json.WriteBoolean("stream", true);
        }

        if (fields.Takes("stream_options"))
        {
            fields.Json.WriteStartObject("stream_options");
            fields.Json.WriteBoolean("include_usage", true);
            fields.Json.WriteEndObject();
        }
    }

    private static void WriteGeneration(Fields fields, Generation generation, string maxTokensField)
    {
        if (generation.Temperature is { } temperature && fields.Takes("temperature"))
        {
            fields.Json.WriteNumber("temperature", temperature);
        }

        if (generation.TopP is { } topP && fields.Takes("top_p"))
        {
            fields.Json.WriteNumber("top_p", topP);
        }

        if (generation.TopK is { } topK && fields.Takes("top_k"))
        {
            fields.Json.WriteNumber("top_k", topK);
        }

        if (generation.ReasoningEffort is { } effort && fields.Takes("reasoning_effort"))
        {
            fields.Json.WriteString("reasoning_effort", effort);
        }

        if (generation.MaxTokens is { } maxTokens && fields.Takes(maxTokensField))
        {
            fields.Json.WriteNumber(maxTokensField, maxTokens);
        }

        if (generation.Seed is { } seed && fields.Takes("seed"))
        {
            fields.Json.WriteNumber("seed", seed);
        }

        if (generation.Stop is { IsDefaultOrEmpty: false } stop && fields.Takes("stop"))
        {
            fields.Json.WriteStartArray("stop");
            foreach (string text in stop)
            {
                fields.Json.WriteStringValue(text);
            }

            fields.Json.WriteEndArray();
        }

        WriteLogprobs(fields, generation.Logprobs);
        WriteResponseFormat(fields, generation.ResponseFormat);
    }

    private static void WriteNode(Fields fields, string name, JsonNode? value)
    {
        if (value is not null && fields.Takes(name))
        {
            fields.Json.WritePropertyName(name);
            value.WriteTo(fields.Json);
        }
    }

    private static void WriteLogprobs(Fields fields, int? alternatives)
    {
        if (alternatives is not { } count)
        {
            return;
        }

        if (fields.Takes("logprobs"))
        {
            fields.Json.WriteBoolean("logprobs", true);
        }

        if (count > 0 && fields.Takes("top_logprobs"))
        {
            fields.Json.WriteNumber("top_logprobs", count);
        }
    }

    private static void WriteResponseFormat(Fields fields, JsonElement? format)
    {
        if (format is not { } value || !fields.Takes("response_format"))
        {
            return;
        }

        fields.Json.WritePropertyName("response_format");
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("json_schema", out _))
        {
            value.WriteTo(fields.Json);
            return;
        }

        fields.Json.WriteStartObject();
        if (value.ValueKind == JsonValueKind.String)
        {
            fields.Json.WriteString("type", value.GetString());
        }
        else
        {
            fields.Json.WriteString("type", "json_schema");
            fields.Json.WriteStartObject("json_schema");
            fields.Json.WriteString("name", "answer");
            fields.Json.WriteBoolean("strict", true);
            fields.Json.WritePropertyName("schema");
            value.WriteTo(fields.Json);
            fields.Json.WriteEndObject();
        }

        fields.Json.WriteEndObject();
    }

    /// <summary>The settings of a caller that is not our engine.</summary>
    private static Generation FromOptions(ChatOptions? options) =>
        options is null
            ? new Generation()
            : new Generation(
                // By way of decimal, so that 0.1f is sent as 0.1 and not as 0.10000000149.
                (double?)(decimal?)options.Temperature,
                options.MaxOutputTokens,
                (double?)(decimal?)options.TopP,
                options.Seed,
                options.StopSequences is { Count: > 0 } stop ? [.. stop] : null,
                null,
                options.ResponseFormat switch
                {
                    ChatResponseFormatJson { Schema: { } schema } => schema,
                    ChatResponseFormatJson => JsonElement.Parse("\"json_object\""),
                    _ => null,
                },
                TopK: options.TopK,
                ReasoningEffort: options.Reasoning?.Effort switch
                {
                    null => null,
                    ReasoningEffort.ExtraHigh => "xhigh",
                    { } effort => effort.ToString().ToLowerInvariant(),
                }
            );

    /// <summary>Keeps each field of the body single: the task's extra fields win over the model's, and both over ours.</summary>
    private readonly struct Fields(
        Utf8JsonWriter json,
        IReadOnlyDictionary<string, JsonElement> body,
        IReadOnlyDictionary<string, JsonElement>? extra
    )
    {
        public Utf8JsonWriter Json => json;

        public bool Takes(string name) => !body.ContainsKey(name) && extra?.ContainsKey(name) != true;

        public void WriteExtra()
        {
            foreach (var (name, value) in body)
            {
                if (extra?.ContainsKey(name) != true)
                {
                    json.WritePropertyName(name);
                    value.WriteTo(json);
                }
            }

            foreach (var (name, value) in extra ?? new Dictionary<string, JsonElement>())
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }
        }
    }
}
