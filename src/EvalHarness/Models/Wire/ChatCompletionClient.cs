using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>Asks one <c>/v1/chat/completions</c> address; thread-safe, without retries and without a deadline of its own.</summary>
/// <param name="http">The connection pool with its headers; disposed with this client.</param>
/// <param name="url">The full address.</param>
/// <param name="model">Model named in each request.</param>
/// <param name="body">Further fields of each request.</param>
/// <param name="maxTokensField">Name of the field that limits the answer.</param>
/// <param name="maxBytes">Longest reply read, unpacked.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock.</param>
internal sealed class ChatCompletionClient(
    HttpClient http,
    Uri url,
    string model,
    IReadOnlyDictionary<string, JsonElement> body,
    string maxTokensField,
    int maxBytes,
    HttpFaults faults,
    TimeProvider time
) : WholeAnswerClient
{
    private const int LongestErrorBody = 64 * 1024;
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using var content = new ReadOnlyMemoryContent(
            ChatRequestWriter.Write(model, messages, options, body, maxTokensField)
        );
        content.Headers.ContentType = Json;
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        try
        {
            using var reply = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return reply.IsSuccessStatusCode
                ? await ReadAnswerAsync(reply, cancellationToken)
                : await ReadErrorAsync(reply, cancellationToken);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw faults.Timeout(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw faults.Transport(e);
        }
        catch (InvalidDataException e)
        {
            throw faults.Body("the reply cannot be unpacked", null, inner: e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        http.Dispose();
        base.Dispose(disposing);
    }

    private async Task<ChatResponse> ReadAnswerAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        int status = (int)reply.StatusCode;
        int length = (int)Math.Min(reply.Content.Headers.ContentLength ?? 0, maxBytes);
        using var buffer = new PooledBytes(Math.Max(length, 4096));
        await using var stream = await reply.Content.ReadAsStreamAsync(cancellationToken);
        if (!await buffer.ReadAsync(stream, maxBytes, cancellationToken))
        {
            throw faults.Body(
                string.Create(CultureInfo.InvariantCulture, $"the reply is longer than {maxBytes} bytes"),
                status,
                isTransient: false
            );
        }

        var answer = Read(buffer.Written, status);
        if (ReadPause(reply) is { } pause)
        {
            answer.SetDetails((answer.FindDetails() ?? new ResponseDetails()) with { Pause = pause });
        }

        return answer;
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
            return reply.HasMessage ? Answer(reply) : ReadNoAnswer(document.RootElement, reply, status);
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
        // Routers answer 200 and put the error, with the status it should have had, into the body.
        if (
            root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("error", out var error)
            && error.ValueKind is JsonValueKind.Object or JsonValueKind.String
        )
        {
            var told = faults.ReadError(root);
            return HttpFaults.IsFilter(told.Code) ? ChatReply.Filtered() : throw faults.Status(StatusOf(error), told);
        }

        throw faults.Body(
            reply.HasChoice ? "the reply has a choice without a message" : "the reply has no choices",
            status,
            isTransient: false
        );
    }

    private static int StatusOf(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object
        && error.TryGetProperty("code", out var code)
        && code.ValueKind == JsonValueKind.Number
        && code.TryGetInt32(out int number)
        && number is >= 400 and <= 599
            ? number
            : 500;

    private async Task<ChatResponse> ReadErrorAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        int status = (int)reply.StatusCode;
        var retryAfter = HttpFaults.ReadRetryAfter(reply.Headers, time.GetUtcNow()) ?? ReadPause(reply);
        if (status is >= 300 and < 400)
        {
            // Following it would send the prompt and the key to an address that nobody wrote down.
            throw faults.Redirect(status);
        }

        var error = await ReadErrorBodyAsync(reply, cancellationToken);
        return status is 400 or 403 or 422 && HttpFaults.IsFilter(error.Code)
            ? ChatReply.Filtered()
            : throw faults.Status(status, error, retryAfter);
    }

    private TimeSpan? ReadPause(HttpResponseMessage reply) =>
        RateLimitHeaders.ReadPause(
            name => reply.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null,
            time.GetUtcNow()
        );

    private async Task<HttpError> ReadErrorBodyAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        using var buffer = new PooledBytes(4096);
        try
        {
            await using var stream = await reply.Content.ReadAsStreamAsync(cancellationToken);
            await buffer.ReadAsync(stream, LongestErrorBody, cancellationToken);
            return faults.ReadError(buffer.Written);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            // The status is known, and says more than a broken body.
            return HttpError.None;
        }
    }

    /// <summary>Bytes read from a stream into a rented array.</summary>
    private sealed class PooledBytes(int capacity) : IDisposable
    {
        private byte[] rented = ArrayPool<byte>.Shared.Rent(capacity);
        private int written;

        public ReadOnlyMemory<byte> Written => rented.AsMemory(0, written);

        /// <summary>Reads to the end, or to the limit; says whether the end came first.</summary>
        public async ValueTask<bool> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
        {
            while (true)
            {
                if (written == rented.Length)
                {
                    Grow();
                }

                int read = await stream.ReadAsync(rented.AsMemory(written), cancellationToken);
                if (read == 0)
                {
                    return true;
                }

                written += read;
                if (written > limit)
                {
                    return false;
                }
            }
        }

        public void Dispose() => ArrayPool<byte>.Shared.Return(rented);

        private void Grow()
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(rented.Length * 2);
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(rented);
            rented = larger;
        }
    }
}
