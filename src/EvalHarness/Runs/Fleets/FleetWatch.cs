using EvalHarness.Logs;

namespace EvalHarness.Runs.Fleets;

/// <summary>Tells what a fleet is waited for, while it is asked.</summary>
/// <param name="fleet">The fleet.</param>
/// <param name="models">Names of the models that it asks.</param>
/// <param name="progress">Is told.</param>
/// <param name="time">The clock.</param>
internal sealed class FleetWatch(IFleet fleet, IReadOnlyList<string> models, IRunProgress progress, TimeProvider time)
    : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource ended = new();
    private Task watching = Task.CompletedTask;

    /// <summary>Begins to look.</summary>
    public void Begin() => watching = WatchAsync();

    /// <summary>Closes the run in the fleet and says what the fleet did for it.</summary>
    public async Task<FleetHeader> EndAsync()
    {
        await ended.CancelAsync();
        await watching;
        await fleet.CloseAsync();
        var tally = await fleet.ReadAsync(CancellationToken.None);
        Telemetry.Fleet(tally);
        return new FleetHeader(tally.TookPart, tally.PossiblyTwice, tally.SecondAnswers);
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await watching;
        ended.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pace, time, ended.Token);
                Tell(await fleet.ReadAsync(ended.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Nobody looks any more; a store that is away is waited for by whoever asks.
        }
    }

    private void Tell(FleetTally tally)
    {
        Telemetry.Fleet(tally);
        string waiting =
            tally is { Workers: 0, Strangers: 0 } ? "waiting for a worker of the fleet: none is there"
            : tally.Workers == 0
                ? "waiting for a worker of the fleet: those that are there are of another version than this program"
            : FormattableString.Invariant(
                $"{tally.Workers:N0} {(tally.Workers == 1 ? "worker" : "workers")} of the fleet: {tally.InFlight:N0} requests with a model, {tally.Waiting:N0} waiting for a worker"
            );
        foreach (string model in models)
        {
            progress.Waiting(model, waiting);
        }

        foreach (string complaint in tally.Complaints.Where(told.Add))
        {
            progress.Noted(complaint);
        }
    }
}
