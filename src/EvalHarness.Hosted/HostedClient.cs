using System.ClientModel;
using System.ClientModel.Primitives;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Batches;
using Microsoft.Extensions.AI;
using ClientOptions = System.ClientModel.Primitives.RequestOptions;

namespace EvalHarness.Hosted;

/// <summary>Asks through the official client, and reads the bytes that it brings ourselves.</summary>
/// <remarks>The client's own reader loses a paid answer to one odd field beside it (OpenAI 2.15.0).</remarks>
/// <param name="send">The call of the official client.</param>
/// <param name="wire">Writes requests and reads replies.</param>
/// <param name="http">The client's connection pool; disposed with this client.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock.</param>
internal sealed class HostedClient(
    Func<BinaryContent, ClientOptions, Task<ClientResult>> send,
    HostedWire wire,
    HttpClient http,
    HttpFaults faults,
    TimeProvider time
) : WholeAnswerClient
{
    /// <summary>The batch service; null (default) where none is to be used.</summary>
    public IBatchService? Batches { get; init; }

    /// <summary>Where tokens come from; null (default) where a key is sent.</summary>
    public TokenCache? Tokens { get; init; }

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using var content = BinaryContent.Create(new BinaryData(wire.Write(messages, options)));
        var call = new ClientOptions
        {
            CancellationToken = cancellationToken,
            BufferResponse = false,
            ErrorOptions = ClientErrorBehaviors.NoThrow,
        };
        long sent = time.GetTimestamp();
        try
        {
            var result = await send(content, call);
            using var reply = result.GetRawResponse();
            if (reply.Status == 401)
            {
                Tokens?.Forget();
            }

            return await wire.Read(
                reply.Status,
                name => reply.Headers.TryGetValue(name, out string? value) ? value : null,
                reply.ContentStream ?? Stream.Null,
                sent,
                cancellationToken
            );
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw faults.Timeout(e);
        }
        catch (Exception e) when (e is ClientResultException or HttpRequestException or IOException)
        {
            throw faults.Transport(e is ClientResultException { InnerException: { } cause } ? cause : e);
        }
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? base.GetService(serviceType, serviceKey)
        : serviceType == typeof(IBatchService) ? Batches
        : serviceType == typeof(IReadOnlyList<Secret>) ? Tokens?.Sent
        : base.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
        Tokens?.Dispose();
        http.Dispose();
        base.Dispose(disposing);
    }
}
