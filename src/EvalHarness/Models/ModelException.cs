using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>The world failed a call: what the engine needs to decide on a retry, and no key, prompt or response.</summary>
/// <param name="failure">What happened.</param>
/// <param name="isTransient">Whether the same request may succeed later (408, 409, 425, 429, 5xx, resets, timeouts, broken bodies).</param>
/// <param name="retryAfter">How long the backend asks to wait; null when it does not say.</param>
/// <param name="inner">The cause; null when there is none.</param>
public sealed class ModelException(
    Failure failure,
    bool isTransient,
    TimeSpan? retryAfter = null,
    Exception? inner = null
) : Exception(failure?.Message, inner)
{
    /// <summary>What happened.</summary>
    public Failure Failure { get; } = failure ?? throw new ArgumentNullException(nameof(failure));

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>What it is about; by default what the status says of it, and whether another attempt may help.</summary>
    public FailureReach Reach { get; init; } =
        isTransient ? FailureReach.World
        : failure?.Status is 401 or 402 or 403 or 404 ? FailureReach.Model
        : FailureReach.Request;

    /// <summary>How long the backend asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The tokens that the backend counted though it gave no answer, which it bills; null when it counted none.</summary>
    public UsageDetails? Usage { get; set; }

    /// <summary>By which name the backend keeps the request, for its support; null (default) when it does not say.</summary>
    public string? ServerRequest { get; set; }
}
