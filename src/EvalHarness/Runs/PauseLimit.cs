using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>Sends at once, except while the backend asked for a pause.</summary>
/// <param name="time">The clock.</param>
public sealed class PauseLimit(TimeProvider time) : ILimit
{
    private long until;

    /// <inheritdoc/>
    public async ValueTask WaitAsync(Request request, CancellationToken cancellationToken)
    {
        while (Interlocked.Read(ref until) - time.GetUtcNow().UtcTicks is var ticks and > 0)
            await Task.Delay(TimeSpan.FromTicks(ticks), time, cancellationToken);
    }

    /// <inheritdoc/>
    public void Pause(TimeSpan duration)
    {
        var end = time.GetUtcNow().UtcTicks + duration.Ticks;
        for (var known = Interlocked.Read(ref until); known < end; known = Interlocked.Read(ref until))
            if (Interlocked.CompareExchange(ref until, end, known) == known)
                return;
    }
}
