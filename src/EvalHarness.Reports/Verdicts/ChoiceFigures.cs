using System.Globalization;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Verdicts;

/// <summary>Charts of quality against money: plane, acceptability, break-even map.</summary>
internal static class ChoiceFigures
{
    /// <summary>More right answers against further cost, draw by draw, with the line of the stake.</summary>
    public static Figure? Plane(DecisionAccount account)
    {
        OptionSpread[] others = [.. account.Spreads.Where(one => one.Id != account.Result.Spec.Incumbent)];
        if (others.Length == 0)
        {
            return null;
        }

        var styles = new OptionStyles(account.Result.Spec);
        var plot = new Plot().Line(0);
        foreach (var spread in others)
        {
            plot.Trace(
                "scatter",
                ("x", spread.Effects),
                ("y", spread.Costs),
                ("mode", "markers"),
                ("name", Plot.Text(styles[spread.Id].Short)),
                ("showlegend", true),
                ("opacity", 0.5),
                (
                    "marker",
                    new
                    {
                        symbol = Plot.Symbol(styles[spread.Id]),
                        color = styles[spread.Id].Token,
                        size = 5,
                    }
                ),
                ("hoverinfo", "name")
            );
        }

        double stake = AnswerWorth.Of(account);
        double far = others.SelectMany(one => one.Effects).Select(Math.Abs).DefaultIfEmpty(1).Max();
        plot.Curve([-far, far], [-far * stake, far * stake], "worth its cost below this line", "var(--ink)", "dot");
        double[] costs = [.. others.SelectMany(one => one.Costs)];
        double room = Math.Max(0.08 * (costs.Max() - costs.Min()), 1e-9);
        return plot.With("showlegend", true)
            .With(
                "xaxis",
                new { title = new { text = "more right answers than the option in use, discounted" }, zeroline = true }
            )
            .With(
                "yaxis",
                new
                {
                    title = new { text = $"further cost, {account.Result.Spec.Currency}" },
                    zeroline = true,
                    range = new[] { Math.Min(0, costs.Min()) - room, Math.Max(0, costs.Max()) + room },
                }
            )
            .Draw(400, "Cost-effectiveness plane");
    }

    /// <summary>The probability of being the best buy by the price of a right answer.</summary>
    public static Figure Acceptability(DecisionAccount account)
    {
        var styles = new OptionStyles(account.Result.Spec);
        string[] ids = [.. account.Result.Options.Where(option => option.IsFeasible).Select(option => option.Id)];
        Acceptability[] points = [.. account.Result.Acceptability.Where(point => point.WillingnessToPay > 0)];
        double[] prices = [.. points.Select(point => point.WillingnessToPay)];
        var plot = new Plot().Trace(
            "scatter",
            ("x", prices),
            ("y", points.Select(point => point.Frontier)),
            ("mode", "lines"),
            ("name", "best on average"),
            ("line", new { color = "var(--band)", width = 12 }),
            ("hoverinfo", "skip")
        );
        for (int i = 0; i < ids.Length; i++)
        {
            int option = i;
            styles.Curve(plot, ids[i], prices, points.Select(point => point.PBest[option]));
        }

        return plot.With("showlegend", true)
            .With(
                "xaxis",
                RoundTicks.LogAxis(
                    Plot.Text($"worth of one more right answer, {account.Result.Spec.Currency}"),
                    prices.DefaultIfEmpty(1).Min(),
                    prices.DefaultIfEmpty(10).Max(),
                    tick => tick.ToString("#,0.######", CultureInfo.InvariantCulture)
                )
            )
            .With(
                "yaxis",
                new
                {
                    title = new { text = "chance of being the best buy" },
                    range = new[] { 0, 1.02 },
                    tickformat = ".0%",
                }
            )
            .Draw(340, "Acceptability curves and frontier");
    }

    /// <summary>The sign of the subject's worth by volume and uplift.</summary>
    public static Figure? Heat(DecisionAccount account)
    {
        if (account.Surface is not { } surface)
        {
            return null;
        }

        double[] volumes = [0.1, 0.25, 0.5, 1, 2, 4, 10];
        double[] uplifts = [-0.1, -0.05, -0.02, 0, 0.02, 0.05, 0.1];
        double[][] npv =
        [
            .. uplifts.Select(uplift =>
                volumes.Select(volume => surface.Interpolate(volume, uplift, 1, surface.FrontierNow)).ToArray()
            ),
        ];
        double most = npv.Max(row => row.Max(Math.Abs));
        var words = new VerdictWords(account);
        return new Plot()
            .Trace(
                "heatmap",
                (
                    "z",
                    npv.Select(row =>
                        row.Select(value => Math.Sign(value) * Math.Sqrt(Math.Abs(value) / Math.Max(most, 1e-9)))
                    )
                ),
                ("text", npv.Select(row => row.Select(value => BigMoney.Signed(value, account.Result.Spec.Currency)))),
                ("texttemplate", "%{text}"),
                ("textfont", new { color = "var(--ink)" }),
                ("hoverinfo", "skip"),
                ("showscale", false),
                ("zmin", -1),
                ("zmax", 1),
                ("xgap", 2),
                ("ygap", 2),
                (
                    "colorscale",
                    new object[]
                    {
                        new object[] { 0, "var(--loss)" },
                        new object[] { 0.5, "var(--card)" },
                        new object[] { 1, "var(--gain)" },
                    }
                )
            )
            .With(
                "xaxis",
                Steps("answers a month", [.. volumes.Select(volume => BigMoney.Count(volume * surface.AnswersNow))])
            )
            .With(
                "yaxis",
                Steps(
                    "right answers over those today, points",
                    [.. uplifts.Select(uplift => Show.Signed(100 * (surface.UpliftNow + uplift), 1))]
                )
            )
            .Draw(380, $"Expected net present value of {surface.Option} by volume and uplift");
    }

    private static object Steps(string title, string[] labels) =>
        new
        {
            title = new { text = title },
            tickvals = Enumerable.Range(0, labels.Length),
            ticktext = labels,
            ticks = "",
            showgrid = false,
            zeroline = false,
            fixedrange = true,
        };
}
