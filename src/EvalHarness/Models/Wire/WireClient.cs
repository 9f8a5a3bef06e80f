using System.Net.Http.Headers;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>Asks one address of a chat interface; thread-safe, without retries and without a deadline of its own.</summary>
/// <param name="http">The connection pool with its headers; disposed with this client.</param>
/// <param name="url">The full address.</param>
/// <param name="write">Writes the body of a request.</param>
/// <param name="read">Reads a reply: status, headers, body, and when the request was sent.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock.</param>
/// <param name="method">The method; POST by default.</param>
internal sealed class WireClient(
    HttpClient http,
    Uri url,
    Func<IEnumerable<ChatMessage>, ChatOptions?, ReadOnlyMemory<byte>> write,
    Func<int, Func<string, string?>, Stream, long, CancellationToken, Task<ChatResponse>> read,
    HttpFaults faults,
    TimeProvider time,
    HttpMethod? method = null
) : WholeAnswerClient
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using var content = new ReadOnlyMemoryContent(write(messages, options));
        content.Headers.ContentType = Json;
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, url) { Content = content };
        long sent = time.GetTimestamp();
        try
        {
            using var reply = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            await using var stream = await reply.Content.ReadAsStreamAsync(cancellationToken);
            return await read(
                (int)reply.StatusCode,
                name => reply.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null,
                stream,
                sent,
                cancellationToken
            );
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw faults.Timeout(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw faults.Transport(e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        http.Dispose();
        base.Dispose(disposing);
    }
}
