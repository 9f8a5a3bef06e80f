using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>Every table of a report.</summary>
internal static class ReportTables
{
    /// <summary>The tables of a task, in the order of the page.</summary>
    public static IEnumerable<ReportTable> Of(TaskView task)
    {
        foreach (var view in task.Metrics)
        {
            yield return LeaderboardTable.Of(view);
            if (view.Metric.Pairs.Length > 0)
            {
                yield return PairsTable.Of(view);
            }

            foreach (string? field in view.Metric.Slices.Select(slice => slice.Field).Distinct())
            {
                yield return SlicesTable.Of(view, field);
            }
        }

        if (Watched.Of(task) is { } watched)
        {
            yield return WatchTable.Of(watched);
        }

        yield return ModelsTable.OutcomesOf(task);
        yield return ModelsTable.CostsOf(task);
        if (task.Task.Models.Any(model => model.Team is not null))
        {
            yield return TeamsTable.Of(task);
        }

        if (task.Task.Models.Any(model => model.Confusion is not null))
        {
            yield return ConfusionTable.Of(task);
        }

        foreach (var table in Of(task.Studies))
        {
            yield return table;
        }
    }

    private static IEnumerable<ReportTable> Of(Studies studies)
    {
        foreach (var cascade in studies.Cascades.Concat(studies.Routers))
        {
            yield return CascadeTables.Choices(cascade);
            yield return CascadeTables.Hundredths(cascade);
            yield return CascadeTables.HeldOut(cascade);
            if (cascade.Plan is { } plan)
            {
                yield return RouterTables.Slices(cascade, plan);
            }
        }

        foreach (var curve in studies.Curves)
        {
            if (curve.Goals.Length > 0)
            {
                yield return CurveTables.Needed(curve);
            }

            yield return CurveTables.Sizes(curve);
        }
    }
}
