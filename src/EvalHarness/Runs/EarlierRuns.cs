using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>A run that was carried out before, wholly or in part.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Header">Its header.</param>
internal sealed record EarlierRun(RunFolder Folder, RunHeader Header);

/// <summary>Finds earlier runs of a plan.</summary>
internal static class EarlierRuns
{
    /// <summary>The latest run that asked the same; null when there is none.</summary>
    /// <param name="plan">The plan.</param>
    public static EarlierRun? FindLatest(RunPlan plan) =>
        plan
            .Context.Store.List(plan.Suite.Name)
            .Select(TryRead)
            .FirstOrDefault(run => run?.Header.PlanHash == plan.Header.PlanHash);

    /// <summary>A run with a broken header is no run to take up, and no reason not to begin another.</summary>
    private static EarlierRun? TryRead(RunFolder folder)
    {
        try
        {
            return new EarlierRun(folder, RunLog.ReadHeader(folder));
        }
        catch (DocumentException)
        {
            return null;
        }
    }
}
