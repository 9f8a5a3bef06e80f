namespace EvalHarness.Runs;

/// <summary>How many requests a backend bears at a time, found by trying; thread-safe, first come, first served.</summary>
/// <remarks>
/// Additive increase, multiplicative decrease: it grows by one for each attempt that was borne, from the first refusal on by one for
/// each window of them, and is halved once an episode: attempts that were under way at the last decrease do not lower it again.
/// Chiu and Jain, Analysis of the increase and decrease algorithms for congestion avoidance in computer networks, Computer
/// Networks and ISDN Systems 17(1), 1989, doi:10.1016/0169-7552(89)90019-6; slow start and episodes as in TCP Reno (RFC 5681).
/// </remarks>
/// <param name="most">Most requests at a time, at least 1.</param>
/// <param name="first">Requests at a time to begin with, at most <paramref name="most"/>.</param>
internal sealed class ConcurrencyWindow(int most, int first)
{
    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource<long>> waiting = new();
    private double size = Math.Clamp(first, 1, most);
    private double threshold = double.PositiveInfinity;
    private int bound = int.MaxValue;
    private int inUse;
    private int peak;
    private long turns;
    private long lastDecrease;

    /// <summary>Requests that are borne at a time, as far as is known.</summary>
    public int Size
    {
        get
        {
            lock (gate)
            {
                return (int)size;
            }
        }
    }

    /// <summary>Places that are taken.</summary>
    public int InUse
    {
        get
        {
            lock (gate)
            {
                return inUse;
            }
        }
    }

    /// <summary>Sets how many are sent at most from now on, however many the backend would bear; those under way stay.</summary>
    /// <param name="most">How many, at least 1.</param>
    public void Bound(int most)
    {
        lock (gate)
        {
            bound = most;
            Fill();
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The turn, to be given back with <see cref="Return"/>.</returns>
    public ValueTask<long> TakeAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<long> place;
        lock (gate)
        {
            if (inUse < Places && waiting.Count == 0)
            {
                peak = Math.Max(peak, ++inUse);
                return ValueTask.FromResult(++turns);
            }

            place = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(place);
        }

        return WaitAsync(place, cancellationToken);
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="load">What the attempt showed.</param>
    public void Return(long turn, Load load)
    {
        lock (gate)
        {
            // What was never half used says nothing of what would be borne (RFC 7661).
            bool isTried = 2 * peak >= Math.Min(size, bound);
            inUse--;
            if (load == Load.Refused && turn > lastDecrease)
            {
                size = threshold = Math.Max(1, size / 2);
                lastDecrease = turns;
            }
            else if (load == Load.Borne && isTried)
            {
                size = Math.Min(most, size + (size < threshold ? 1 : 1 / size));
            }

            Fill();
        }
    }

    private int Places => Math.Min((int)size, bound);

    private void Fill()
    {
        while (inUse < Places && waiting.TryDequeue(out var next))
        {
            if (next.TrySetResult(turns + 1))
            {
                turns++;
                peak = Math.Max(peak, ++inUse);
            }
        }
    }

    private static async ValueTask<long> WaitAsync(
        TaskCompletionSource<long> place,
        CancellationToken cancellationToken
    )
    {
        // A place that was given and a wait that was ended exclude each other: whoever is first decides.
        await using var ending = cancellationToken.UnsafeRegister(
            static state => ((TaskCompletionSource<long>)state!).TrySetCanceled(),
            place
        );
        return await place.Task;
    }
}

/// <summary>What an attempt showed of the backend's load.</summary>
internal enum Load
{
    /// <summary>Nothing: it failed for another reason, or was given up.</summary>
    Unknown,

    /// <summary>It was answered.</summary>
    Borne,

    /// <summary>It was too much: 429, 503, 529, a wait asked for, or no answer in time.</summary>
    Refused,
}
