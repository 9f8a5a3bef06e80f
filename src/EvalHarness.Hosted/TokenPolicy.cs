using System.ClientModel.Primitives;

namespace EvalHarness.Hosted;

/// <summary>Sends a token with each request, a new one before the last expires.</summary>
/// <remarks>The official policy for tokens fetches one more at each start and cannot be given a clock (System.ClientModel 1.16.0).</remarks>
/// <param name="tokens">Where tokens come from.</param>
internal sealed class TokenPolicy(TokenCache tokens) : AuthenticationPolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("requests are sent asynchronously");

    public override async ValueTask ProcessAsync(
        PipelineMessage message,
        IReadOnlyList<PipelinePolicy> pipeline,
        int currentIndex
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        string token = await tokens.GetAsync(message.CancellationToken);
        message.Request.Headers.Set("Authorization", $"Bearer {token}");
        await ProcessNextAsync(message, pipeline, currentIndex);
    }
}
