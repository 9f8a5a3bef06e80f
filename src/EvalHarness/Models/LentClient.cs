using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>A client that is somebody else's to dispose of: a run, which disposes of the clients that it connects, leaves it alone.</summary>
/// <param name="lent">The client.</param>
internal sealed class LentClient(IChatClient lent) : IChatClient
{
    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => lent.GetResponseAsync(messages, options, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => lent.GetStreamingResponseAsync(messages, options, cancellationToken);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => lent.GetService(serviceType, serviceKey);

    /// <inheritdoc/>
    public void Dispose() { }
}
