using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>
/// Writes requests of <c>/v1/chat/completions</c> and reads its replies field by field, whichever client carries them:
/// what is odd beside an answer never loses it.
/// </summary>
/// <param name="model">The model asked for.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock, for waits that a server gives as a date.</param>
/// <param name="maxBytes">Longest reply read, in bytes, unpacked; 16 MiB by default.</param>
public sealed class ChatCompletions(
    string model,
    HttpFaults faults,
    TimeProvider time,
    int maxBytes = ChatCompletions.DefaultMaxBytes
)
{
    /// <summary>Longest reply read by default, in bytes.</summary>
    public const int DefaultMaxBytes = 16 * 1024 * 1024;

    private const int LongestErrorBody = 64 * 1024;

    /// <summary>The JSON body of a request.</summary>
    /// <param name="messages">The turns.</param>
    /// <param name="options">The settings; null for none.</param>
    /// <param name="maxTokensField">Name of the field that limits the answer's tokens.</param>
    /// <param name="body">Further fields, which win over those of the same name; null for none.</param>
    public ReadOnlyMemory<byte> Write(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options,
        string maxTokensField,
        IReadOnlyDictionary<string, JsonElement>? body = null
    ) =>
        ChatRequestWriter.Write(
            model,
            messages,
            options,
            body ?? ImmutableDictionary<string, JsonElement>.Empty,
            maxTokensField
        );

    /// <summary>The response that a reply is, details included.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="header">Finds a header by name; null where it is not there.</param>
    /// <param name="body">The body as it comes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelException">There is no answer in it.</exception>
    /// <exception cref="IOException">The body broke off, as told by the connection.</exception>
    public async Task<ChatResponse> ReadAsync(
        int status,
        Func<string, string?> header,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(body);
        if (status is >= 300 and < 400)
        {
            // Following it would send the prompt and the key to an address that nobody wrote down.
            throw faults.Redirect(status);
        }

        var now = time.GetUtcNow();
        var pause = RateLimitHeaders.ReadPause(header, now);
        using var buffer = new PooledBytes();
        if (status is < 200 or >= 300)
        {
            var error = await ReadErrorAsync(buffer, body, cancellationToken);
            return status is 400 or 403 or 422 && HttpFaults.IsFilter(error.Code)
                ? ChatReply.Filtered()
                : throw faults.Status(status, error, HttpFaults.ReadRetryAfter(header, now) ?? pause);
        }

        return await IsWholeAsync(buffer, body, cancellationToken)
            ? Pausing(Read(buffer.Written, status), pause)
            : throw faults.Body(
                string.Create(CultureInfo.InvariantCulture, $"the reply is longer than {maxBytes} bytes"),
                status,
                isTransient: false
            );
    }

    private static ChatResponse Pausing(ChatResponse answer, TimeSpan? pause)
    {
        if (pause is not null)
        {
            answer.SetDetails((answer.FindDetails() ?? new ResponseDetails()) with { Pause = pause });
        }

        return answer;
    }

    private async Task<bool> IsWholeAsync(PooledBytes buffer, Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await buffer.ReadAsync(body, maxBytes, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw faults.Body("the reply cannot be unpacked", null, inner: e);
        }
    }

    private async Task<HttpError> ReadErrorAsync(PooledBytes buffer, Stream body, CancellationToken cancellationToken)
    {
        try
        {
            await buffer.ReadAsync(body, LongestErrorBody, cancellationToken);
            return faults.ReadError(buffer.Written);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            // The status is known, and says more than a broken body.
            return HttpError.None;
        }
    }

    private ChatResponse Read(ReadOnlyMemory<byte> bytes, int status)
    {
        var body = ReplyBody.Trim(bytes);
        var reply = new WireReply();
        try
        {
            if (EventStream.Is(body))
            {
                return ReadStream(body, reply, status);
            }

            using var document = ReplyBody.Parse(body);
            reply.Take(document.RootElement);
            return reply.HasMessage && !(reply.IsBlank && reply.HasError)
                ? Answer(reply)
                : ReadNoAnswer(document.RootElement, reply, status);
        }
        catch (JsonException e)
        {
            throw faults.Body("the reply is not a whole JSON chat completion", status, inner: e);
        }
    }

    private ChatResponse ReadStream(ReadOnlyMemory<byte> body, WireReply reply, int status)
    {
        bool isWhole = EventStream.Read(body, reply);
        if (!isWhole || !reply.HasMessage)
        {
            throw faults.Body("the server streams its reply unasked, and the stream ended early", status);
        }

        if (reply.HasError)
        {
            throw faults.Body("the server streams its reply unasked, and the stream holds an error", status);
        }

        reply.Note(RemarkKind.Stream, "unasked");
        return Answer(reply);
    }

    private ChatResponse Answer(WireReply reply)
    {
        if (reply.Model is { } served && !ServedModel.IsSame(model, served))
        {
            reply.Note(RemarkKind.OtherModel, served);
        }

        return ChatReply.Read(reply);
    }

    private ChatResponse ReadNoAnswer(JsonElement root, WireReply reply, int status)
    {
        if (WireError.Find(root) is { } holder)
        {
            var told = faults.ReadError(holder);
            return HttpFaults.IsFilter(told.Code)
                ? ChatReply.Filtered()
                : throw faults.Status(WireError.Status(holder), told);
        }

        throw faults.Body(
            reply.HasChoice ? "the reply has a choice without a message" : "the reply has no choices",
            status,
            isTransient: false
        );
    }
}
