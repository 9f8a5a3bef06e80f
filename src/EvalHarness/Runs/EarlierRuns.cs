using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>A run that was carried out before, wholly or in part.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Header">Its header.</param>
internal sealed record EarlierRun(RunFolder Folder, RunHeader Header)
{
    /// <summary>Whether something is left to be done with it: to be asked, or to be concluded by whoever was killed at that.</summary>
    public bool IsLeft => !Header.IsFinished || Folder.IsLeftOpen;

    /// <summary>Gives the run the present metrics, comparisons and gates of its suite.</summary>
    /// <param name="plan">The plan of the suite.</param>
    /// <returns>Its header, as it stands now.</returns>
    public RunHeader Adopt(RunPlan plan)
    {
        var header = Header with
        {
            Tasks = plan.Header.Tasks,
            Compare = plan.Header.Compare,
            Gates = plan.Header.Gates,
            Extensions = UsedExtensions.Of(plan.Suite, Folder),
        };
        RunLog.WriteHeader(Folder, header);
        return header;
    }
}

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
