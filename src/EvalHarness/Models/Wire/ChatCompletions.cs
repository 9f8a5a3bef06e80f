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
/// <param name="maxBytes">
/// Longest reply read, in bytes, unpacked; 16 MiB by default. Of a streamed one, which repeats itself around each token, 16 times that.
/// </param>
/// <param name="isStreamed">Whether replies are asked for piece by piece; whole by default. Either is read.</param>
public sealed class ChatCompletions(
    string model,
    HttpFaults faults,
    TimeProvider time,
    int maxBytes = ChatCompletions.DefaultMaxBytes,
    bool isStreamed = false
)
{
    /// <summary>Longest reply read by default, in bytes.</summary>
    public const int DefaultMaxBytes = 16 * 1024 * 1024;

    private const int LongestErrorBody = 64 * 1024;
    private const int StreamFactor = 16;

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
            maxTokensField,
            isStreamed
        );

    /// <summary>The response that a reply is, details included.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="header">Finds a header by name; null where it is not there.</param>
    /// <param name="body">The body as it comes.</param>
    /// <param name="sent">When the request was sent: a timestamp of the clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelException">There is no answer in it.</exception>
    /// <exception cref="IOException">The body broke off, as told by the connection.</exception>
    public async Task<ChatResponse> ReadAsync(
        int status,
        Func<string, string?> header,
        Stream body,
        long sent,
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
        var limits = RateLimitHeaders.Read(header, now);
        using var buffer = new PooledBytes();
        if (status is < 200 or >= 300)
        {
            var error = await ReadErrorAsync(buffer, body, cancellationToken);
            return status is 400 or 403 or 422 && HttpFaults.IsFilter(error.Code)
                ? ChatReply.Filtered()
                : throw faults.Status(
                    status,
                    error,
                    RateLimitHeaders.ReadRetryAfter(header, now) ?? RateLimitHeaders.PauseOf(limits)
                );
        }

        try
        {
            return Limited(await ReadAsync(buffer, body, status, sent, cancellationToken), limits);
        }
        catch (InvalidDataException e)
        {
            throw faults.Body("the reply cannot be unpacked", null, inner: e);
        }
    }

    private async Task<ChatResponse> ReadAsync(
        PooledBytes buffer,
        Stream body,
        int status,
        long sent,
        CancellationToken cancellationToken
    )
    {
        while (
            ReplyBody.Trim(buffer.Written).Length < EventStream.TellingBytes
            && buffer.Written.Length <= maxBytes
            && await buffer.ReadMoreAsync(body, cancellationToken)
        ) { }

        return EventStream.Is(ReplyBody.Trim(buffer.Written))
                ? await ReadStreamAsync(buffer.Written, body, status, sent, cancellationToken)
            : await buffer.ReadAsync(body, maxBytes, cancellationToken) ? ReadWhole(buffer.Written, status)
            : throw TooLong(maxBytes, status);
    }

    private ModelException TooLong(long most, int status) =>
        faults.Body(
            string.Create(CultureInfo.InvariantCulture, $"the reply is longer than {most} bytes"),
            status,
            isTransient: false
        );

    private static ChatResponse Limited(ChatResponse answer, ImmutableArray<RateLimitState> limits)
    {
        if (!limits.IsEmpty)
        {
            answer.SetDetails(
                (answer.FindDetails() ?? new ResponseDetails()) with
                {
                    Pause = RateLimitHeaders.PauseOf(limits),
                    RateLimits = limits,
                }
            );
        }

        return answer;
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

    private ChatResponse ReadWhole(ReadOnlyMemory<byte> bytes, int status)
    {
        var reply = new WireReply();
        try
        {
            using var document = ReplyBody.Parse(ReplyBody.Trim(bytes));
            reply.Take(document.RootElement);
            if (!reply.HasMessage || (reply.IsBlank && reply.HasError))
            {
                return ReadNoAnswer(reply, status);
            }

            if (isStreamed)
            {
                reply.Note(RemarkKind.Stream, "whole");
            }

            return Answer(reply);
        }
        catch (JsonException e)
        {
            throw faults.Body("the reply is not a whole JSON chat completion", status, inner: e);
        }
        catch (ModelException failed)
        {
            failed.Usage = reply.Usage;
            throw;
        }
    }

    private async Task<ChatResponse> ReadStreamAsync(
        ReadOnlyMemory<byte> start,
        Stream body,
        int status,
        long sent,
        CancellationToken cancellationToken
    )
    {
        var reply = new WireReply();
        TimeSpan? firstToken = null;
        long most = (long)maxBytes * StreamFactor;
        await using var events = new LimitedStream(start, body, most);
        try
        {
            bool isWhole = await EventStream.ReadAsync(
                events,
                reply,
                () => firstToken = time.GetElapsedTime(sent),
                cancellationToken
            );
            return events.IsTooLong ? throw TooLong(most, status)
                : reply.HasError ? ReadBroken(reply, status)
                : isWhole && reply.HasMessage ? Streamed(reply, firstToken)
                : throw faults.Body("the stream ended early", status);
        }
        catch (JsonException e)
        {
            throw events.IsTooLong
                ? TooLong(most, status)
                : faults.Body("a piece of the stream is no JSON", status, inner: e);
        }
        catch (ModelException failed)
        {
            failed.Usage = reply.Usage;
            throw;
        }
    }

    private ChatResponse Streamed(WireReply reply, TimeSpan? firstToken)
    {
        if (!isStreamed)
        {
            reply.Note(RemarkKind.Stream, "unasked");
        }

        var answer = Answer(reply);
        if (isStreamed && firstToken is { } time)
        {
            answer.SetDetails(answer.FindDetails()! with { Stream = new StreamTiming(time) });
        }

        return answer;
    }

    /// <summary>A stream that an error ended: what came before it is a piece of an answer, and may have been paid for.</summary>
    private ChatResponse ReadBroken(WireReply reply, int status)
    {
        if (!reply.HasBegun)
        {
            return ReadNoAnswer(reply, status);
        }

        var told = faults.ReadError(reply.Error!.Value);
        return HttpFaults.IsFilter(told.Code)
            ? ChatReply.Filtered(reply.Usage)
            : throw faults.Body(
                told.Code is { } code ? $"an error ended the stream ({code})" : "an error ended the stream",
                status
            );
    }

    private ChatResponse Answer(WireReply reply)
    {
        if (reply.Model is { } served && !ServedModel.IsSame(model, served))
        {
            reply.Note(RemarkKind.OtherModel, served);
        }

        return ChatReply.Read(reply);
    }

    private ChatResponse ReadNoAnswer(WireReply reply, int status)
    {
        if (reply.Error is { } holder)
        {
            var told = faults.ReadError(holder);
            return HttpFaults.IsFilter(told.Code)
                ? ChatReply.Filtered(reply.Usage)
                : throw faults.Status(WireError.Status(holder), told);
        }

        throw faults.Body(
            reply.HasChoice ? "the reply has a choice without a message" : "the reply has no choices",
            status,
            isTransient: false
        );
    }
}
