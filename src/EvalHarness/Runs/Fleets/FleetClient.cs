using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs.Fleets;

/// <summary>Stands for the client of a model that a fleet asks: nothing is asked from here, so that no key is needed here.</summary>
internal sealed class FleetClient : WholeAnswerClient
{
    private FleetClient() { }

    /// <summary>The one there is: it holds nothing.</summary>
    public static FleetClient Instance { get; } = new();

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => throw new InvalidOperationException("a model that a fleet asks, asked from here");
}
