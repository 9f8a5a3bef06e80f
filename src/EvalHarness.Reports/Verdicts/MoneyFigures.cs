using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Verdicts;

/// <summary>Charts of money: bridge, distribution, chances, tornado.</summary>
internal static class MoneyFigures
{
    private const int MostBars = 12;

    /// <summary>From the usual business case to the expected value, one assumption at a time.</summary>
    public static Figure? Bridge(DecisionAccount account)
    {
        var all = account.Result.Bridge;
        BridgeStep[] steps = [.. all.Where((step, i) => i == 0 || step.Npv != all[i - 1].Npv)];
        if (steps.Length < 2)
        {
            return null;
        }

        var words = new VerdictWords(account);
        double[] changes = [steps[0].Npv, .. steps.Skip(1).Select((step, i) => step.Npv - steps[i].Npv), steps[^1].Npv];
        string[] measures = ["absolute", .. Enumerable.Repeat("relative", steps.Length - 1), "total"];
        string[] labels =
        [
            BridgeWords.Short(steps[0]),
            .. steps.Skip(1).Select(step => Plot.Text(Names.Cut(BridgeWords.Short(step), 30))),
            "What is left",
        ];
        return new Plot()
            .Trace(
                "waterfall",
                ("orientation", "h"),
                ("measure", measures),
                ("x", changes),
                ("y", labels),
                (
                    "text",
                    changes.Select(
                        (change, i) =>
                            measures[i] == "relative"
                                ? BigMoney.Signed(change, account.Result.Spec.Currency)
                                : words.Money(change)
                    )
                ),
                ("textposition", "outside"),
                ("cliponaxis", false),
                ("hoverinfo", "skip"),
                ("connector", new { line = new { color = "var(--faint)", width = 1 } }),
                ("increasing", Marker("var(--good)")),
                ("decreasing", Marker("var(--bad)")),
                ("totals", Marker("var(--general)"))
            )
            .Line(0)
            .With(
                "xaxis",
                Money(account, "worth over the option in use", [.. steps.Select(step => step.Npv), Below(steps)])
            )
            .With("yaxis", new { autorange = "reversed", fixedrange = true })
            .Draw(100 + (34 * labels.Length), "The money step by step, from the case as usually told to what is left");
    }

    /// <summary>Room at the left for the amount of a step that ends near nothing.</summary>
    private static double Below(BridgeStep[] steps) =>
        Math.Min(
            0,
            steps.Skip(1).Zip(steps, (step, before) => Math.Min(step.Npv, before.Npv)).Min()
                - (0.2 * steps.Max(step => Math.Abs(step.Npv)))
        );

    /// <summary>The probability that an option comes to less than so much.</summary>
    public static Figure? Distribution(DecisionAccount account)
    {
        var styles = new OptionStyles(account.Result.Spec);
        var plot = new Plot().Line(0);
        double[] shares = [.. Enumerable.Range(1, 99).Select(percent => percent / 100.0)];
        OptionSpread[] drawn = [.. Others(account).Where(spread => spread.Quantiles[0] < spread.Quantiles[^1])];
        foreach (var spread in drawn)
        {
            styles.Curve(plot, spread.Id, spread.Quantiles, shares);
        }

        return drawn.Length == 0
            ? null
            : plot.With("showlegend", true)
                .With("xaxis", Money(account, "worth over the option in use"))
                .With(
                    "yaxis",
                    new
                    {
                        title = new { text = "chance of less" },
                        range = new[] { 0, 1 },
                        tickformat = ".0%",
                    }
                )
                .Draw(340, "Cumulative distribution of net present value by option");
    }

    /// <summary>The probability of being best, and what a wrong choice costs on average.</summary>
    public static Figure Chances(DecisionAccount account)
    {
        OptionSummary[] options = [.. account.Result.Options.Where(option => option.IsFeasible)];
        string[] labels = [.. options.Select(option => Plot.Text(Names.Cut(option.Id, 26)))];
        var words = new VerdictWords(account);
        return new Plot()
            .Trace(
                "bar",
                ("orientation", "h"),
                ("x", options.Select(option => option.PBest)),
                ("y", labels),
                ("text", options.Select(option => Show.Percent(option.PBest))),
                ("textposition", "outside"),
                ("cliponaxis", false),
                ("hoverinfo", "skip"),
                ("marker", new { color = "var(--general)" })
            )
            .Trace(
                "bar",
                ("orientation", "h"),
                ("x", options.Select(option => option.ExpectedRegret ?? 0)),
                ("y", labels),
                ("text", options.Select(option => words.Money(option.ExpectedRegret ?? 0))),
                ("textposition", "outside"),
                ("cliponaxis", false),
                ("hoverinfo", "skip"),
                ("xaxis", "x2"),
                ("marker", new { color = "var(--warn)" })
            )
            .With(
                "xaxis",
                new
                {
                    title = new { text = "chance of being best" },
                    domain = new[] { 0, 0.44 },
                    range = new[] { 0, 1.3 },
                    tickformat = ".0%",
                    zeroline = true,
                }
            )
            .With(
                "xaxis2",
                new
                {
                    title = new { text = "lost on average" },
                    domain = new[] { 0.54, 0.94 },
                    nticks = 4,
                    range = new[] { 0, 1.35 * Math.Max(options.Max(option => option.ExpectedRegret ?? 0), 1e-9) },
                    zeroline = true,
                    automargin = true,
                    gridcolor = "var(--grid)",
                }
            )
            .With("yaxis", new { autorange = "reversed", fixedrange = true })
            .Draw(100 + (34 * options.Length), "How often each option is best, and what it loses on average");
    }

    /// <summary>What each input does to the subject between its 10 % and its 90 % point.</summary>
    public static Figure? Tornado(DecisionAccount account)
    {
        ParameterValue[] bars = [.. account.Result.Tornado.Where(one => one.Swing > 0).Take(MostBars)];
        if (bars.Length == 0)
        {
            return null;
        }

        var inputs = new InputWords(account.Result.Spec);
        string[] labels = [.. bars.Select(one => Plot.Text(Names.Cut(inputs.Phrase(one.Name), 40)))];
        var plot = new Plot().Line(0);
        foreach (bool isHigh in new[] { false, true })
        {
            plot.Trace(
                "bar",
                ("orientation", "h"),
                ("name", isHigh ? "at its high end" : "at its low end"),
                ("x", bars.Select(one => isHigh ? one.NpvAtHigh : one.NpvAtLow)),
                ("y", labels),
                ("text", bars.Select(one => inputs.Level(one.Name, isHigh ? one.High : one.Low))),
                ("textposition", "outside"),
                ("cliponaxis", false),
                ("hoverinfo", "skip"),
                (
                    "marker",
                    isHigh
                        ? new { color = "var(--custom)", pattern = new { shape = "" } }
                        : new { color = "var(--baseline)", pattern = new { shape = "/" } }
                )
            );
        }

        return plot.With("barmode", "overlay")
            .With("showlegend", true)
            .With(
                "xaxis",
                Money(
                    account,
                    $"change of the worth of {Names.Cut(account.Result.Subject!, 26)}",
                    [.. bars.SelectMany(one => new[] { one.NpvAtLow, one.NpvAtHigh })]
                )
            )
            .With("yaxis", new { autorange = "reversed", fixedrange = true })
            .Draw(110 + (32 * bars.Length), "Change of the worth by each input");
    }

    /// <summary>An axis of money.</summary>
    internal static object Money(DecisionAccount account, string title) =>
        new
        {
            title = new { text = Plot.Text($"{title}, {account.Result.Spec.Currency}") },
            zeroline = false,
            nticks = 7,
        };

    /// <summary>An axis of money for bars, with room for the amounts that stand outside them.</summary>
    internal static object Money(DecisionAccount account, string title, IReadOnlyCollection<double> ends)
    {
        double low = Math.Min(0, ends.Min());
        double high = Math.Max(0, ends.Max());
        double room = 0.2 * Math.Max(high - low, 1e-9);
        return new
        {
            title = new { text = Plot.Text($"{title}, {account.Result.Spec.Currency}") },
            zeroline = false,
            nticks = 7,
            range = new[] { low < 0 ? low - room : low, high > 0 ? high + room : high },
        };
    }

    private static IEnumerable<OptionSpread> Others(DecisionAccount account) =>
        account.Spreads.Where(spread => spread.Id != account.Result.Spec.Incumbent);

    private static object Marker(string color) => new { marker = new { color } };
}
