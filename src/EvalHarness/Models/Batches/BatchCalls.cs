using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Models.Wire;

namespace EvalHarness.Models.Batches;

/// <summary>The calls around a batch: short JSON replies, and files of results line by line.</summary>
/// <param name="http">The connection pool with its headers.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock, for waits that a server gives as a date.</param>
internal sealed class BatchCalls(HttpClient http, HttpFaults faults, TimeProvider time)
{
    private const int LongestReply = 16 * 1024 * 1024;
    private const int LongestError = 64 * 1024;

    /// <summary>Sends a call and reads its reply, a JSON object.</summary>
    /// <exception cref="ModelException">There is no such reply.</exception>
    public async Task<JsonElement> SendAsync(
        HttpMethod method,
        Uri url,
        HttpContent? content,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        return await GuardAsync(
            async () =>
            {
                using var reply = await OpenAsync(request, cancellationToken);
                await using var body = await reply.Content.ReadAsStreamAsync(cancellationToken);
                using var buffer = new PooledBytes();
                if (!await buffer.ReadAsync(body, LongestReply, cancellationToken))
                {
                    throw faults.Body("a reply of the batch service is too long", (int)reply.StatusCode);
                }

                using var document = ReplyBody.Parse(ReplyBody.Trim(buffer.Written));
                return document.RootElement is { ValueKind: JsonValueKind.Object } root
                    ? root.Clone()
                    : throw new JsonException("no object");
            },
            cancellationToken
        );
    }

    /// <summary>The lines of a file, without those that are empty or longer than any result.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="longest">Longest line read, in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelException">It cannot be read to its end.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadLinesAsync(
        Uri url,
        int longest,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var reply = await GuardAsync(() => OpenAsync(request, cancellationToken), cancellationToken);
        await using var body = await GuardAsync(
            () => reply.Content.ReadAsStreamAsync(cancellationToken),
            cancellationToken
        );
        var lines = new LineStream(body, longest);
        while (await GuardAsync(() => lines.ReadAsync(cancellationToken), cancellationToken) is { } line)
        {
            if (!line.IsEmpty)
            {
                yield return line;
            }
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var reply = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (reply.IsSuccessStatusCode)
        {
            return reply;
        }

        using (reply)
        {
            throw await RefusedAsync(reply, cancellationToken);
        }
    }

    private async Task<ModelException> RefusedAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        int status = (int)reply.StatusCode;
        if (status is >= 300 and < 400)
        {
            return faults.Redirect(status);
        }

        string? Header(string name) =>
            reply.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
        await using var body = await reply.Content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new PooledBytes();
        var error = HttpError.None;
        try
        {
            await buffer.ReadAsync(body, LongestError, cancellationToken);
            error = faults.ReadError(buffer.Written);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            // The status is known, and says more than a broken body.
        }

        return faults.Status(status, error, RateLimitHeaders.ReadRetryAfter(Header, time.GetUtcNow()));
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw faults.Timeout(e);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw faults.Body("a reply of the batch service is not whole JSON", null, inner: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw faults.Transport(e);
        }
    }
}
