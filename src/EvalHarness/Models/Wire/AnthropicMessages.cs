using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Yaml;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>
/// Writes requests of Anthropic's <c>/v1/messages</c> and reads its replies: a message is put into the form of a chat
/// completion, and read as any other.
/// </summary>
/// <param name="model">The model asked for.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock.</param>
/// <param name="body">Further fields of each request, which win over those of the same name.</param>
internal sealed class AnthropicMessages(
    string model,
    HttpFaults faults,
    TimeProvider time,
    IReadOnlyDictionary<string, JsonElement> body
)
{
    /// <summary>The interface has no answer without a limit: the one that budget and plan assume where a task sets none.</summary>
    private const int AssumedTokens = 4096;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ChatCompletions completions = new(model, faults, time);

    /// <summary>The JSON body of a request: system turns apart from the others, and a limit always.</summary>
    /// <param name="messages">The turns.</param>
    /// <param name="options">The settings; null for none.</param>
    /// <exception cref="ModelException">The settings ask for what the interface does not have.</exception>
    public ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var generation = ChatRequestWriter.GenerationOf(options);
        if (Unsent(generation) is [var unsent, ..])
        {
            throw faults.Unknown(
                $"{Scalars.EnumWord(unsent.Setting)} would not be sent: {unsent.Reason}; leave it out for this model"
            );
        }

        var fields = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["model"] = options?.ModelId ?? model,
            ["max_tokens"] = generation.MaxTokens ?? AssumedTokens,
        };
        var turns = messages.ToList();
        if (turns.Any(turn => turn.Role == ChatRole.System))
        {
            fields["system"] = string.Join(
                "\n\n",
                turns.Where(turn => turn.Role == ChatRole.System).Select(turn => turn.Text)
            );
        }

        fields["messages"] = turns
            .Where(turn => turn.Role != ChatRole.System)
            .Select(turn => new Dictionary<string, string> { ["role"] = turn.Role.Value, ["content"] = turn.Text })
            .ToList();
        Add(fields, "temperature", generation.Temperature);
        Add(fields, "top_p", generation.TopP);
        Add(fields, "top_k", generation.TopK);
        Add(fields, "stop_sequences", generation.Stop is { IsDefaultOrEmpty: false } stop ? stop : null);
        foreach (var (name, value) in body.Concat(generation.Extra ?? ImmutableDictionary<string, JsonElement>.Empty))
        {
            fields[name] = value;
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        JsonSerializer.Serialize(json, fields);
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The response that a reply is, details included.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="header">Finds a header by name; null where it is not there.</param>
    /// <param name="reply">The body as it comes.</param>
    /// <param name="sent">When the request was sent: a timestamp of the clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelException">There is no answer in it.</exception>
    /// <exception cref="IOException">The body broke off, as told by the connection.</exception>
    public async Task<ChatResponse> ReadAsync(
        int status,
        Func<string, string?> header,
        Stream reply,
        long sent,
        CancellationToken cancellationToken
    )
    {
        if (status is < 200 or >= 300)
        {
            return await completions.ReadAsync(status, header, reply, sent, cancellationToken);
        }

        using var buffer = new PooledBytes();
        try
        {
            if (!await buffer.ReadAsync(reply, ChatCompletions.DefaultMaxBytes, cancellationToken))
            {
                throw faults.Body("the reply is too long", status, isTransient: false);
            }
        }
        catch (InvalidDataException e)
        {
            throw faults.Body("the reply cannot be unpacked", status, inner: e);
        }

        using var completion = new MemoryStream(ToCompletion(buffer.Written).ToArray());
        return await completions.ReadAsync(status, header, completion, sent, cancellationToken);
    }

    /// <summary>The settings that the interface does not have.</summary>
    /// <param name="generation">The settings asked for.</param>
    public static ImmutableArray<UnsentSetting> Unsent(Generation generation) =>
        [
            .. generation
                .Given()
                .Where(setting =>
                    setting
                        is GenerationSetting.Seed
                            or GenerationSetting.Logprobs
                            or GenerationSetting.ResponseFormat
                            or GenerationSetting.ReasoningEffort
                )
                .Select(setting => new UnsentSetting(setting, "the Messages interface has none")),
        ];

    private static void Add(Dictionary<string, object?> fields, string name, object? value)
    {
        if (value is not null)
        {
            fields[name] = value;
        }
    }

    /// <summary>A message as a chat completion; what is none stays as it is, for the reader to say so.</summary>
    private static ReadOnlyMemory<byte> ToCompletion(ReadOnlyMemory<byte> reply)
    {
        try
        {
            using var document = ReplyBody.Parse(ReplyBody.Trim(reply));
            var message = document.RootElement;
            if (
                message.ValueKind != JsonValueKind.Object
                || !message.TryGetProperty("content", out var content)
                || content.ValueKind != JsonValueKind.Array
            )
            {
                return reply;
            }

            var buffer = new ArrayBufferWriter<byte>(reply.Length + 256);
            using var json = new Utf8JsonWriter(buffer, Options);
            Write(json, message, [.. content.EnumerateArray()]);
            json.Flush();
            return buffer.WrittenMemory;
        }
        catch (JsonException)
        {
            return reply;
        }
    }

    private static void Write(Utf8JsonWriter json, JsonElement message, ImmutableArray<JsonElement> blocks)
    {
        json.WriteStartObject();
        Copy(json, message, "id", "id");
        Copy(json, message, "model", "model");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        Copy(json, message, "stop_reason", "finish_reason");
        json.WriteStartObject("message");
        json.WriteStartArray("content");
        foreach (var block in blocks.Where(block => !IsCall(block)))
        {
            block.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteStartArray("tool_calls");
        foreach (var block in blocks.Where(IsCall))
        {
            json.WriteStartObject();
            json.WriteStartObject("function");
            Copy(json, block, "name", "name");
            Copy(json, block, "input", "arguments");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        Copy(json, message, "usage", "usage");
        if (message.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
        {
            Copy(json, usage, "service_tier", "service_tier");
        }

        json.WriteEndObject();
    }

    private static bool IsCall(JsonElement block) => WireText.Find(block, "type") == "tool_use";

    private static void Copy(Utf8JsonWriter json, JsonElement from, string name, string to)
    {
        if (from.TryGetProperty(name, out var value))
        {
            json.WritePropertyName(to);
            value.WriteTo(json);
        }
    }
}
