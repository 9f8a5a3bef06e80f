using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>How often and how long the world may fail before a request does.</summary>
/// <remarks>
/// Waits grow by doubling and are drawn evenly from zero to their bound ("full jitter": Marc Brooker, Exponential Backoff
/// and Jitter, AWS Architecture Blog, 2015), so that many requests that failed together do not come back together.
/// </remarks>
internal sealed record RetryPolicy
{
    /// <summary>Most attempts a request, the first included; 6 by default.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Bound of the first wait; half a second by default.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Bound of any wait that the backend did not ask for; 30 seconds by default.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time of one attempt; 2 minutes by default.</summary>
    public TimeSpan AttemptDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest time of one request, all attempts and waits included; 10 minutes by default.</summary>
    public TimeSpan RequestDeadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What a suite says of it.</summary>
    /// <param name="limits">The limits of a model.</param>
    public static RetryPolicy Of(Limits limits) =>
        new()
        {
            Attempts = limits.Retries + 1,
            AttemptDeadline = limits.AttemptTimeout,
            RequestDeadline = limits.RequestDeadline,
        };

    /// <summary>How long to wait before another attempt.</summary>
    /// <param name="attempts">Attempts made, from 1.</param>
    /// <param name="retryAfter">How long the backend asks to wait; null when it does not say.</param>
    /// <param name="chance">A number in [0, 1).</param>
    public TimeSpan WaitAfter(int attempts, TimeSpan? retryAfter, double chance)
    {
        // Never earlier than asked, and not all at that very moment.
        if (retryAfter is { } asked)
        {
            return asked + (FirstWait * chance);
        }

        var bound = FirstWait * Math.Pow(2, Math.Min(30, attempts - 1));
        return (bound < LongestWait ? bound : LongestWait) * chance;
    }
}
