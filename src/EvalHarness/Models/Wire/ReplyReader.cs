using System.Text.Json;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>Reads replies field by field, whichever client carries them: what is odd beside an answer never loses it.</summary>
/// <param name="form">Makes the form in which a reply is read.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock, for waits that a server gives as a date.</param>
/// <param name="maxBytes">Longest reply read, in bytes, unpacked; of a streamed one, which repeats itself around each token, 16 times that.</param>
/// <param name="isStreamed">Whether replies are asked for piece by piece. Either is read.</param>
internal sealed class ReplyReader(
    Func<IReplyForm> form,
    HttpFaults faults,
    TimeProvider time,
    int maxBytes = ReplyReader.DefaultMaxBytes,
    bool isStreamed = false
)
{
    /// <summary>Longest reply read by default, in bytes.</summary>
    public const int DefaultMaxBytes = 16 * 1024 * 1024;

    private const int StreamFactor = 16;

    /// <summary>The model that is to answer; null (default) or empty where any may, since the request does not name it.</summary>
    public string? Served { get; init; }

    /// <summary>What would mend a status 404; null (default) where nothing is known.</summary>
    public string? NotFoundHint { get; init; }

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
        new ReplyEnvelope(faults, time).OpenAsync(
            status,
            header,
            body,
            bytes => ReadError(bytes, status),
            buffer => ReadAsync(buffer, body, status, sent, cancellationToken),
            cancellationToken
        );

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

        var reading = form();
        if (EventStream.Is(ReplyBody.Trim(buffer.Written)) || (isStreamed && reading.IsLines))
        {
            return await ReadStreamAsync(reading, buffer.Written, body, status, sent, cancellationToken);
        }

        if (!await buffer.ReadAsync(body, maxBytes, cancellationToken))
        {
            throw TooLong(maxBytes, status);
        }

        return reading.IsLines && ReplyLines.Are(buffer.Written)
            ? await ReadStreamAsync(reading, buffer.Written, Stream.Null, status, sent, cancellationToken)
            : ReadWhole(reading, buffer.Written, status);
    }

    private ModelException TooLong(long most, int status) => new ReplyEnvelope(faults, time).TooLong(most, status);

    private HttpError ReadError(ReadOnlyMemory<byte> bytes, int status)
    {
        var error = faults.ReadError(bytes);
        return status == 404 && NotFoundHint is not null ? error with { Hint = NotFoundHint } : error;
    }

    private ChatResponse ReadWhole(IReplyForm reading, ReadOnlyMemory<byte> bytes, int status)
    {
        var reply = new WireReply();
        try
        {
            using var document = ReplyBody.Parse(ReplyBody.Trim(bytes));
            reading.Take(reply, document.RootElement);
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
            throw faults.Body($"the reply is not a whole JSON {reading.Name}", status, inner: e);
        }
        catch (ModelException failed)
        {
            failed.Usage = reply.Usage;
            throw;
        }
    }

    private async Task<ChatResponse> ReadStreamAsync(
        IReplyForm reading,
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
            await (reading.IsLines ? ReplyLines.ReadAsync : (PieceReader)EventStream.ReadAsync)(
                events,
                reply,
                reading,
                () => firstToken = time.GetElapsedTime(sent),
                cancellationToken
            );
            return events.IsTooLong ? throw TooLong(most, status)
                : reply.HasError ? ReadBroken(reply, status)
                : reply is { IsEnded: true, HasMessage: true } ? Streamed(reply, firstToken)
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
        if (Served is { Length: > 0 } asked && reply.Model is { } served && !ServedModel.IsSame(asked, served))
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

    private delegate Task PieceReader(
        Stream body,
        WireReply reply,
        IReplyForm form,
        Action begun,
        CancellationToken cancellationToken
    );
}
