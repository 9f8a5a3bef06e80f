namespace EvalHarness.Models;

/// <summary>Paces requests evenly to so many, and so many tokens, a minute; thread-safe, first come, first served.</summary>
/// <remarks>
/// The generic cell rate algorithm: a bucket that refills without steps and holds one second's worth, so that an idle
/// client may start a second's worth at once and no minute ever sees more than a minute's worth and that second. A
/// request larger than the bucket waits until it is full, goes through, and is paid off by those behind it. Waits run on the clock given, and a
/// wait that is cancelled gives back what it took.
/// </remarks>
internal sealed class RateLimit
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly long start;
    private Bucket? requests;
    private Bucket? tokens;
    private double pausedUntil;

    /// <summary>A limit on requests, on tokens, on both or on none.</summary>
    /// <param name="requestsPerMinute">Most requests begun in a minute; null for no bound.</param>
    /// <param name="tokensPerMinute">Most tokens asked for in a minute, prompt and answer; null for no bound.</param>
    /// <param name="time">The clock.</param>
    public RateLimit(long? requestsPerMinute, long? tokensPerMinute, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        this.time = time;
        start = time.GetTimestamp();
        requests = requestsPerMinute is { } most ? new Bucket(most) : null;
        tokens = tokensPerMinute is { } mostTokens ? new Bucket(mostTokens) : null;
    }

    /// <summary>Whether it bounds requests or tokens, and not only heeds pauses.</summary>
    public bool IsBounded => requests is not null || tokens is not null;

    /// <summary>Waits for the turn of a request.</summary>
    /// <param name="estimatedTokens">Tokens that it will take, prompt and answer, as far as known.</param>
    /// <param name="cancellationToken">Ends the waiting; the turn is given back.</param>
    public async ValueTask WaitAsync(long estimatedTokens, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        double turn = Reserve(estimatedTokens);
        try
        {
            for (var wait = Wait(turn); wait > TimeSpan.Zero; wait = Wait(turn))
            {
                await Task.Delay(wait, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            GiveBack(estimatedTokens);
            throw;
        }
    }

    /// <summary>Puts right the bill of a request whose tokens were estimated.</summary>
    /// <param name="estimatedTokens">What was estimated.</param>
    /// <param name="actualTokens">What it took.</param>
    public void Correct(long estimatedTokens, long actualTokens)
    {
        lock (gate)
        {
            tokens?.Add(actualTokens - estimatedTokens);
        }
    }

    /// <summary>Holds back all requests for a while, also those that wait already: the backend asked for it.</summary>
    /// <param name="duration">For how long.</param>
    public void Pause(TimeSpan duration)
    {
        lock (gate)
        {
            pausedUntil = Math.Max(pausedUntil, Now + duration.TotalSeconds);
        }
    }

    /// <summary>Paces differently from now on; what was taken stays taken.</summary>
    /// <param name="requestsPerMinute">Most requests begun in a minute, above 0; null for no bound.</param>
    /// <param name="tokensPerMinute">Most tokens asked for in a minute, above 0; null for no bound.</param>
    public void Change(double? requestsPerMinute, double? tokensPerMinute)
    {
        lock (gate)
        {
            requests = Bucket.At(requestsPerMinute, requests);
            tokens = Bucket.At(tokensPerMinute, tokens);
        }
    }

    private double Now => time.GetElapsedTime(start).TotalSeconds;

    private double Reserve(long estimatedTokens)
    {
        lock (gate)
        {
            double turn = Math.Max(Now, Math.Max(requests?.ReadyAt(1) ?? 0, tokens?.ReadyAt(estimatedTokens) ?? 0));
            requests?.Take(1, turn);
            tokens?.Take(estimatedTokens, turn);
            return turn;
        }
    }

    private void GiveBack(long estimatedTokens)
    {
        lock (gate)
        {
            requests?.Add(-1);
            tokens?.Add(-estimatedTokens);
        }
    }

    private TimeSpan Wait(double turn)
    {
        lock (gate)
        {
            double seconds = Math.Max(turn, pausedUntil) - Now;

            // Timers tick in milliseconds and would come too early; a rounding error is not worth a tick.
            return TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((seconds * 1000) - 1e-3)));
        }
    }

    /// <summary>What one minute may hold; times are seconds since the start.</summary>
    private sealed class Bucket(double perMinute)
    {
        private readonly double secondsEach = 60.0 / perMinute;
        private double paidUntil;

        /// <summary>A bucket of another size that is paid as far as one before it; null where there is no bound.</summary>
        public static Bucket? At(double? perMinute, Bucket? before) =>
            perMinute is { } most ? new Bucket(most) { paidUntil = before?.paidUntil ?? 0 } : null;

        /// <summary>When the bucket has room for so many; for more than it can hold, when it is full.</summary>
        public double ReadyAt(long count) => paidUntil - Math.Max(0, 1 - (count * secondsEach));

        public void Take(long count, double turn) => paidUntil = Math.Max(paidUntil, turn) + (count * secondsEach);

        public void Add(long count) => paidUntil += count * secondsEach;
    }
}
