using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>A run that answers a suite: one that was carried out before, or a new one.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Header">Its header, with the suite's present metrics, comparisons and gates.</param>
/// <param name="Asked">What was asked; null where a finished run answers.</param>
internal sealed record ReusedRun(RunFolder Folder, RunHeader Header, RunResult? Asked)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    /// <summary>The latest finished run that asks the same; where there is none, runs the suite as far as the mode allows.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="context">What planning and running need.</param>
    /// <param name="mode">Whether models may be called.</param>
    /// <param name="progress">Is told how a run goes.</param>
    /// <param name="drain">Stops new attempts.</param>
    /// <param name="abandon">Gives up those in flight.</param>
    /// <exception cref="DocumentException">Data, prompts or models are wrong.</exception>
    public static async Task<ReusedRun> FindOrRunAsync(
        Suite suite,
        PlanContext context,
        RunMode mode,
        IRunProgress progress,
        CancellationToken drain = default,
        CancellationToken abandon = default
    )
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(context);
        using var plan = await new RunPlanner(suite, context).PlanAsync(drain);
        if (Find(plan) is { } found)
        {
            return found;
        }

        if (mode == RunMode.Replay && suite.Models.Any(model => !model.Provider.IsLocal))
        {
            return await FindOrRunAsync(WithoutRemoteModels(suite), context, mode, progress, drain, abandon);
        }

        if (mode == RunMode.Cached)
        {
            // A budget of no request lets the cache answer, and nothing else.
            var unpaid = suite with
            {
                Budget = suite.Budget with { Requests = 0 },
            };
            using var cached = await new RunPlanner(unpaid, context).PlanAsync(drain);
            return await RunAsync(cached, context, progress, drain, abandon);
        }

        return await RunAsync(plan, context, progress, drain, abandon);
    }

    /// <summary>Runs a plan; one that another process carries out is waited for and answers, as where two test projects share a suite.</summary>
    private static async Task<ReusedRun> RunAsync(
        RunPlan plan,
        PlanContext context,
        IRunProgress progress,
        CancellationToken drain,
        CancellationToken abandon
    )
    {
        for (bool isTold = false; ; isTold = true)
        {
            var (folder, result) = await new Runner(plan, progress).TryRunAsync(drain, abandon);
            if (result is not null)
            {
                return Of(result);
            }

            if (!isTold)
            {
                progress.Noted($"{folder.Path} is carried out by another process: its end is waited for");
            }

            await Task.Delay(Pace, context.Time, drain);
            if (Find(plan) is { } found)
            {
                return found;
            }
        }
    }

    private static ReusedRun Of(RunResult run) => new(run.Folder, run.Header, run);

    private static ReusedRun? Find(RunPlan plan) =>
        EarlierRuns.FindLatest(plan) is { Header.IsFinished: true } earlier
            ? new ReusedRun(earlier.Folder, earlier.Adopt(plan), Asked: null)
            : null;

    private static Suite WithoutRemoteModels(Suite suite) =>
        suite with
        {
            Models = [.. suite.Models.Where(model => model.Provider.IsLocal)],
            Skipped =
            [
                .. suite.Skipped,
                .. suite
                    .Models.Where(model => !model.Provider.IsLocal)
                    .Select(model => new SkippedModel(
                        model.Name,
                        $"{RunModes.Variable}=replay calls no model, and no finished run answers for it",
                        model.Declared
                    )),
            ],
        };
}
