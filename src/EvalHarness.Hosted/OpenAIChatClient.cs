using System.ClientModel;
using System.ClientModel.Primitives;
using EvalHarness.Models;
using EvalHarness.Models.Batches;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ClientOptions = System.ClientModel.Primitives.RequestOptions;

namespace EvalHarness.Hosted;

/// <summary>Asks through the official client, and reads the bytes that it brings as any other chat completion.</summary>
/// <remarks>The client's own reader loses a paid answer to one odd field beside it (OpenAI 2.15.0).</remarks>
/// <param name="client">The official client.</param>
/// <param name="wire">Writes requests and reads replies.</param>
/// <param name="http">The client's connection pool; disposed with this client.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock.</param>
/// <param name="batches">The batch service; null where none is to be used.</param>
internal sealed class OpenAIChatClient(
    ChatClient client,
    ChatCompletions wire,
    HttpClient http,
    HttpFaults faults,
    TimeProvider time,
    OpenAIBatches? batches
) : WholeAnswerClient
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using var content = BinaryContent.Create(
            new BinaryData(wire.Write(messages, options, "max_completion_tokens"))
        );
        var call = new ClientOptions
        {
            CancellationToken = cancellationToken,
            BufferResponse = false,
            ErrorOptions = ClientErrorBehaviors.NoThrow,
        };
        long sent = time.GetTimestamp();
        try
        {
            var result = await client.CompleteChatAsync(content, call);
            using var reply = result.GetRawResponse();
            return await wire.ReadAsync(
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
        serviceKey is null && serviceType == typeof(IBatchService) ? batches : base.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
        http.Dispose();
        base.Dispose(disposing);
    }
}
