using EvalHarness.Models;

namespace EvalHarness.Runs;

/// <summary>The limits of a model within one process.</summary>
/// <param name="limit">Requests and tokens a minute, and the pauses that the backend asks for.</param>
internal sealed class ModelLimit(RateLimit limit) : ILimit
{
    /// <inheritdoc/>
    public ValueTask WaitAsync(long estimatedTokens, CancellationToken cancellationToken) =>
        limit.WaitAsync(estimatedTokens, cancellationToken);

    /// <inheritdoc/>
    public void Correct(long estimatedTokens, long actualTokens) => limit.Correct(estimatedTokens, actualTokens);

    /// <inheritdoc/>
    public void Pause(TimeSpan duration) => limit.Pause(duration);
}
