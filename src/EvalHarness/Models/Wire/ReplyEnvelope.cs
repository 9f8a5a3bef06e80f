using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>What all replies over HTTP share, whatever their bodies hold: status, origin, redirects, errors, limits of the server.</summary>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock, for waits that a server gives as a date.</param>
internal sealed class ReplyEnvelope(HttpFaults faults, TimeProvider time)
{
    private const int LongestErrorBody = 64 * 1024;

    /// <summary>The response that a reply is.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="header">Finds a header by name; null where it is not there.</param>
    /// <param name="body">The body as it comes.</param>
    /// <param name="readError">Reads the body of a bad status.</param>
    /// <param name="read">Reads that of a good one, into the bytes given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelException">There is no answer in it.</exception>
    /// <exception cref="IOException">The body broke off, as told by the connection.</exception>
    public async Task<ChatResponse> OpenAsync(
        int status,
        Func<string, string?> header,
        Stream body,
        Func<ReadOnlyMemory<byte>, HttpError> readError,
        Func<PooledBytes, Task<ChatResponse>> read,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(body);
        var origin = ReplyOrigin.Read(header);
        try
        {
            return origin.Mark(await OpenAnyAsync(status, header, body, readError, read, cancellationToken));
        }
        catch (ModelException failed)
        {
            throw origin.Mark(failed);
        }
    }

    /// <summary>A reply is longer than what is read.</summary>
    /// <param name="most">Most bytes read.</param>
    /// <param name="status">HTTP status.</param>
    public ModelException TooLong(long most, int status) =>
        faults.Body(
            string.Create(CultureInfo.InvariantCulture, $"the reply is longer than {most} bytes"),
            status,
            isTransient: false
        );

    private async Task<ChatResponse> OpenAnyAsync(
        int status,
        Func<string, string?> header,
        Stream body,
        Func<ReadOnlyMemory<byte>, HttpError> readError,
        Func<PooledBytes, Task<ChatResponse>> read,
        CancellationToken cancellationToken
    )
    {
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
            var error = await ReadErrorAsync(buffer, body, readError, cancellationToken);
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
            return Limited(await read(buffer), limits);
        }
        catch (InvalidDataException e)
        {
            throw faults.Body("the reply cannot be unpacked", null, inner: e);
        }
    }

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

    private static async Task<HttpError> ReadErrorAsync(
        PooledBytes buffer,
        Stream body,
        Func<ReadOnlyMemory<byte>, HttpError> readError,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await buffer.ReadAsync(body, LongestErrorBody, cancellationToken);
            return readError(buffer.Written);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            // The status is known, and says more than a broken body.
            return HttpError.None;
        }
    }
}
