using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Figures;

namespace EvalHarness.Reports.Verdicts;

/// <summary>Charts over the months: a line an option, with the band that holds nine draws in ten for the one in question.</summary>
internal static class MonthFigures
{
    /// <summary>The share of right answers that each option delivers by month.</summary>
    public static Figure Quality(DecisionAccount account) =>
        Lines(account, account.Paths, path => path.Quality)
            .With(
                "yaxis",
                new
                {
                    title = new { text = "right answers delivered" },
                    tickformat = ".0%",
                    zeroline = false,
                }
            )
            .Draw(340, "Quality over time by option");

    /// <summary>Money that has come in by each month; null where there is nothing beside the incumbent.</summary>
    public static Figure? Cash(DecisionAccount account) =>
        account.Result.Subject is null
            ? null
            : Lines(account, account.Paths.Where(path => path.Id != account.Result.Spec.Incumbent), path => path.Cash)
                .With(
                    "yaxis",
                    new { title = new { text = $"money so far, {account.Result.Spec.Currency}" }, zeroline = true }
                )
                .Draw(340, "Money so far over the option in use by month");

    private static Plot Lines(
        DecisionAccount account,
        IEnumerable<OptionPath> paths,
        Func<OptionPath, IReadOnlyList<PathPoint>> points
    )
    {
        var styles = new OptionStyles(account.Result.Spec);
        var plot = new Plot();
        foreach (var path in paths)
        {
            double[] months = [.. path.Months];
            var at = points(path);
            if (path.Id == account.Result.Subject)
            {
                plot.Between(months, at.Select(one => one.P5), at.Select(one => one.P95), styles[path.Id].Token);
            }

            styles.Curve(plot, path.Id, months, at.Select(one => one.Mean));
        }

        return plot.With("showlegend", true).With("xaxis", new { title = new { text = "month" }, zeroline = false });
    }
}
