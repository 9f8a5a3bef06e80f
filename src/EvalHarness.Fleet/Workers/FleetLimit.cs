using EvalHarness.Runs;

namespace EvalHarness.Fleet.Workers;

/// <summary>The limits of a model on this worker: as on one machine, within the parts of the limits that all workers share.</summary>
/// <param name="inner">The limits within this worker.</param>
/// <param name="slices">The parts; none where nothing is bounded.</param>
internal sealed class FleetLimit(ModelLimit inner, IReadOnlyList<SlicedLimit> slices) : ILimit
{
    /// <inheritdoc/>
    public int InFlight => inner.InFlight;

    /// <inheritdoc/>
    public WorstBill Bills => inner.Bills;

    /// <summary>Whether something may be sent now, as far as the other workers are concerned.</summary>
    public bool IsUsable => slices.All(slice => slice.IsUsable);

    /// <inheritdoc/>
    public async ValueTask<long> TakeAsync(long estimatedTokens, CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitAsync(cancellationToken);
            long turn = await inner.TakeAsync(estimatedTokens, cancellationToken);
            if (IsUsable)
            {
                return turn;
            }

            // The wait outlasted the part: a machine that slept must not send what others may send now.
            inner.Return(turn, Load.Unknown);
        }
    }

    /// <summary>Keeps the parts, until it is ended.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public Task KeepAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(slices.Select(slice => slice.KeepAsync(cancellationToken)));

    /// <summary>Waits until something may be sent.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        foreach (var slice in slices)
        {
            await slice.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Return(long turn, Load load) => inner.Return(turn, load);

    /// <inheritdoc/>
    public void Correct(long estimatedTokens, long actualTokens) => inner.Correct(estimatedTokens, actualTokens);

    /// <inheritdoc/>
    public void Pause(TimeSpan duration)
    {
        inner.Pause(duration);
        foreach (var slice in slices)
        {
            slice.Pause(duration);
        }
    }
}
