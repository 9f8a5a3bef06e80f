using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Processes;

/// <summary>Writes requests to a program and reads its answers, each one line of JSON.</summary>
/// <param name="model">Name of the model, for messages.</param>
/// <param name="secrets">What the program was given and must not be told.</param>
internal sealed class CommandWire(string model, IReadOnlyCollection<Secret> secrets)
{
    /// <summary>All but ASCII is escaped: a program may read in another encoding, or take U+2028 for the end of a line.</summary>
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Default,
        SkipValidation = true,
    };

    private readonly ErrorBody errors = new(secrets);

    /// <summary>The line of a request, by its number.</summary>
    /// <param name="messages">The turns.</param>
    /// <param name="options">The settings; null for none.</param>
    public static Func<long, ReadOnlyMemory<byte>> Prepare(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ChatMessage[] turns = [.. messages];
        return id => Write(id, turns, options);
    }

    /// <summary>The response that an answer is.</summary>
    /// <param name="answer">The answer.</param>
    /// <exception cref="ModelException">There is none in it.</exception>
    public ChatResponse Read(JsonElement answer)
    {
        var reply = new PlainReply { Usage = UsageOf(answer) };
        if (Find(answer, "error") is { } error)
        {
            return ReadError(error, answer, reply);
        }

        reply.TakeCalls(Find(answer, "tool_calls"));
        if (Find(answer, "text") is { } text)
        {
            reply.TakeText(text, "text");
        }
        else if (!reply.HasCalls)
        {
            throw new ModelException(
                new Failure(
                    "body",
                    null,
                    $"model '{model}': its program wrote an answer with neither 'text' nor 'error'"
                ),
                isTransient: false
            )
            {
                Usage = reply.Usage,
            };
        }

        reply.Reasoning = reply.Label(Find(answer, "reasoning"), "reasoning");
        reply.FinishReason = reply.Label(Find(answer, "finish_reason"), "finish_reason");
        reply.Model = reply.Label(Find(answer, "model"), "model");
        if (Find(answer, "probabilities") is { } probabilities)
        {
            reply.TakeProbabilities(probabilities);
        }

        if (Find(answer, "logprobs") is { } logprobs)
        {
            reply.TakeTokens(logprobs);
        }

        return reply.ToResponse();
    }

    private ChatResponse ReadError(JsonElement error, JsonElement answer, PlainReply reply)
    {
        var told = errors.ReadAlone(error);
        if (HttpFaults.IsFilter(told.Code))
        {
            return ChatReply.Filtered(reply.Usage);
        }

        bool isTransient =
            Find(answer, "transient")?.ValueKind == JsonValueKind.True
            || Find(error, "transient")?.ValueKind == JsonValueKind.True;
        string code = told.Code is { } word ? $" ({word})" : "";
        throw new ModelException(
            new Failure("backend", null, $"model '{model}': its program says that it failed{code}"),
            isTransient
        )
        {
            Usage = reply.Usage,
        };
    }

    private static UsageDetails? UsageOf(JsonElement answer)
    {
        if (Find(answer, "usage") is not { ValueKind: JsonValueKind.Object } usage)
        {
            return null;
        }

        return usage.TryGetProperty("input", out _) || usage.TryGetProperty("output", out _)
            ? ReplyCounts.Of(name => Find(usage, name))
            : WireUsage.Read(usage, tier: null);
    }

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private static ReadOnlyMemory<byte> Write(long id, ChatMessage[] messages, ChatOptions? options)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteStartArray("messages");
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role.Value);
            json.WriteString("content", message.Text);
            WriteImages(json, message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("generation");
        foreach (var (name, value) in GenerationValues.Of(ChatRequestWriter.GenerationOf(options)))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
        WriteTools(json, options);
        // Whose answer a judge is shown is nothing that it should know.
        if (options.FindRequest() is { IsVerdict: false } request)
        {
            WriteSample(json, request.Sample);
        }

        json.WriteEndObject();
        json.Flush();
        byte[] line = new byte[buffer.WrittenCount + 1];
        buffer.WrittenSpan.CopyTo(line);
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>A program on this machine opens the file itself; bytes of a caller that is not our engine have none.</summary>
    private static void WriteImages(Utf8JsonWriter json, ChatMessage message)
    {
        var images = ImageParts.In(message);
        if (images.Length == 0)
        {
            return;
        }

        json.WriteStartArray("images");
        foreach (var image in images)
        {
            json.WriteStartObject();
            json.WriteString("media_type", image.MediaType);
            if (ImageParts.PathOf(image) is { } path)
            {
                json.WriteString("path", path);
            }
            else
            {
                json.WriteBase64String("data", image.Data.Span);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter json, ChatOptions? options)
    {
        if (ToolFields.OfChat(options) is not { } tools)
        {
            return;
        }

        json.WritePropertyName("tools");
        tools.WriteTo(json);
        if (ToolFields.ChoiceOfChat(options) is { } choice)
        {
            json.WritePropertyName("tool_choice");
            choice.WriteTo(json);
        }
    }

    private static void WriteSample(Utf8JsonWriter json, Sample sample)
    {
        json.WriteStartObject("sample");
        json.WriteString("id", sample.Id);
        json.WriteStartObject("fields");
        foreach (var (name, value) in sample.Fields)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
