using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs.Fleets;

namespace EvalHarness.Runs;

/// <summary>Asks models of a run some samples again, when their first answers are in: what the log of repeats lacks, and nothing twice.</summary>
/// <param name="plan">The plan, in the folder of the run.</param>
/// <param name="folder">The run folder.</param>
/// <param name="progress">Is told how it goes.</param>
/// <param name="options">How the run is carried out.</param>
internal sealed class RepeatAsking(RunPlan plan, RunFolder folder, IRunProgress progress, RunOptions options)
{
    /// <summary>Asks until all is settled or something stops it; no cache takes part.</summary>
    /// <param name="models">The connected models, in the order of the plan.</param>
    /// <param name="runs">What was done with them so far.</param>
    /// <param name="repeated">What the log of repeats holds.</param>
    /// <param name="budget">What the run may spend.</param>
    /// <param name="fleet">Sends what a fleet asks; null where everything is asked from here.</param>
    /// <param name="drain">Stops new attempts; those in flight are waited for.</param>
    /// <param name="abandon">Gives up those in flight.</param>
    /// <returns>What was done, model by model.</returns>
    public async Task<ImmutableArray<ModelRun>> AskAsync(
        ImmutableArray<ConnectedModel> models,
        ImmutableArray<ModelRun> runs,
        SettledRequests repeated,
        IBudget budget,
        FleetSender? fleet,
        CancellationToken drain,
        CancellationToken abandon
    )
    {
        if (!RepeatPlan.Is(plan))
        {
            return runs;
        }

        if (drain.IsCancellationRequested)
        {
            return StoppedOf(runs, ModelLane.Cancelled);
        }

        var repeats = await RepeatPlan.DrawAsync(plan, CancellationToken.None);
        await repeats.ReadFirstAsync(folder, CancellationToken.None);
        var left = models
            .Zip(plan.Models, (model, asked) => (Model: model, Asked: asked))
            .Where(one => one.Asked.Model.Repeatability is not null && IsDone(runs, one.Model.Name))
            .Select(one => new ModelRequests(
                one.Model with
                {
                    IsMember = false,
                },
                repeats.RequestsAsync(one.Asked).Where(request => IsLeft(request, repeated))
            ));
        if (options.JudgeOnly)
        {
            return await LeaveAsync(left, runs);
        }

        await using var journal = await ResponseJournal.OpenRepeatsAsync(folder, CancellationToken.None);
        var engine = new RunEngine(journal, progress)
        {
            Budget = budget,
            Fleet = fleet,
            Time = plan.Context.Time,
            Seed = plan.Suite.Seed,
        };
        var again = await engine.RunAsync([.. left], drain, abandon);
        return
        [
            .. runs.Select(run =>
                again.FirstOrDefault(one => one.Model == run.Model) is { } more ? run.With(more) : run
            ),
        ];
    }

    /// <summary>A model that is no longer asked is not asked again either.</summary>
    private static bool IsDone(ImmutableArray<ModelRun> runs, string model) =>
        runs.FirstOrDefault(run => run.Model == model) is { Stopped: null };

    private bool IsLeft(Request request, SettledRequests repeated) =>
        repeated.IsLeft(request, failedOnly: false)
        || (options.RetryFailed && repeated.IsLeft(request, failedOnly: true));

    private ImmutableArray<ModelRun> StoppedOf(ImmutableArray<ModelRun> runs, string reason)
    {
        var again = plan.Models.Where(model => model.Model.Repeatability is not null).Select(model => model.Model.Name);
        return [.. runs.Select(run => again.Contains(run.Model) ? run with { Stopped = run.Stopped ?? reason } : run)];
    }

    /// <summary>Leaves what is not asked for the next run.</summary>
    private static async Task<ImmutableArray<ModelRun>> LeaveAsync(
        IEnumerable<ModelRequests> left,
        ImmutableArray<ModelRun> runs
    )
    {
        var unasked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in left)
        {
            if (await model.Requests.AnyAsync())
            {
                unasked.Add(model.Model.Name);
            }
        }

        return
        [
            .. runs.Select(run => unasked.Contains(run.Model) ? run with { Stopped = RunAsking.JudgesAlone } : run),
        ];
    }
}
