using EvalHarness.Fleet.Store;
using EvalHarness.Runs.Fleets;

namespace EvalHarness.Fleet.Workers;

/// <summary>A worker: says that it is there, and takes part in every run of the store that its build can ask.</summary>
/// <param name="options">How it works.</param>
/// <param name="tables">The store.</param>
/// <param name="cached">Its answers of all runs.</param>
/// <param name="grains">Where requests are dealt and limits divided.</param>
internal sealed class Worker(FleetWorkerOptions options, WorkTables tables, CacheTable cached, IGrainFactory grains)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BeatPace = TimeSpan.FromSeconds(5);

    private readonly StoreClock clock = new();
    private readonly Dictionary<int, (WorkerRun Run, Task Working)> joined = [];
    private readonly HashSet<int> strange = [];

    /// <summary>Works until it is stopped, or has been idle for as long as its options say.</summary>
    /// <param name="drain">Takes no more; what is in flight is waited for.</param>
    /// <param name="abandon">Gives up what is in flight.</param>
    public async Task RunAsync(CancellationToken drain, CancellationToken abandon)
    {
        long? beaten = null;
        long busy = clock.GetTimestamp();
        try
        {
            while (!drain.IsCancellationRequested)
            {
                if (beaten is not { } last || clock.GetElapsedTime(last) > BeatPace)
                {
                    clock.Set(await tables.BeatAsync(options.Name, FleetPackage.Version, hasLeft: false, drain));
                    beaten = clock.GetTimestamp();
                }

                foreach (var run in await tables.OpenRunsAsync(drain))
                {
                    Join(run, drain, abandon);
                }

                await EndAsync();
                busy = joined.Count > 0 ? clock.GetTimestamp() : busy;
                if (options.Idle is { } idle && clock.GetElapsedTime(busy) > idle)
                {
                    break;
                }

                await Task.Delay(Pace, clock, drain);
            }
        }
        catch (OperationCanceledException) when (drain.IsCancellationRequested)
        {
            // What is in flight is waited for below.
        }

        await LeaveAsync(abandon);
    }

    private void Join(OpenRun run, CancellationToken drain, CancellationToken abandon)
    {
        if (run.Version != FleetPackage.Version)
        {
            if (strange.Add(run.Id))
            {
                options.Tell(
                    $"{run.Name}: left alone, since it was planned by build {run.Version} and this is {FleetPackage.Version}"
                );
            }
        }
        else if (!joined.ContainsKey(run.Id) && !strange.Contains(run.Id))
        {
            options.Tell($"{run.Name}: joined");
            var one = new WorkerRun(run, options, tables, cached, grains, clock);
            joined[run.Id] = (one, one.RunAsync(drain, abandon));
        }
    }

    private async Task EndAsync()
    {
        foreach (var (id, (run, working)) in joined.Where(one => one.Value.Working.IsCompleted).ToList())
        {
            joined.Remove(id);
            try
            {
                await working;
                options.Tell(FormattableString.Invariant($"a run is over: {run.Settled} answers of it came from here"));
            }
#pragma warning disable CA1031 // One run that cannot be read must not end what this worker does for others.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                strange.Add(id);
                options.Tell($"a run is left alone from now on: {e.Message}");
            }
        }
    }

    private async Task LeaveAsync(CancellationToken abandon)
    {
        try
        {
            await Task.WhenAll(joined.Values.Select(one => one.Working));
        }
        catch (OperationCanceledException)
        {
            // It was told to.
        }

        options.Tell(
            FormattableString.Invariant(
                $"left: {joined.Values.Sum(one => one.Run.Settled)} answers of open runs came from here"
            )
        );
        await tables.LeaveAsync(options.Name, abandon);
        await tables.BeatAsync(options.Name, FleetPackage.Version, hasLeft: true, abandon);
    }
}
