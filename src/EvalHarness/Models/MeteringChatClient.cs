using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>Measures how long each answer takes and notes it in its details, unless they hold a time already (a replay).</summary>
/// <param name="inner">The client that is measured.</param>
/// <param name="time">The clock.</param>
public sealed class MeteringChatClient(IChatClient inner, TimeProvider time) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        long start = time.GetTimestamp();
        var response = await base.GetResponseAsync(messages, options, cancellationToken);
        var details = response.FindDetails() ?? new ResponseDetails();
        response.SetDetails(details with { Latency = details.Latency ?? time.GetElapsedTime(start) });
        return response;
    }
}
