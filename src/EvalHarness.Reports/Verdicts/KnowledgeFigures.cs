using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Formats;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Reports.Verdicts;

/// <summary>Charts of information: what knowing more is worth, what training rows bring.</summary>
internal static class KnowledgeFigures
{
    private const int MostBars = 12;

    /// <summary>What it would be worth to know each input before choosing.</summary>
    public static Figure? Information(DecisionAccount account)
    {
        ParameterValue[] bars = [.. account.Result.Parameters.Where(one => one.Evppi > 0).Take(MostBars)];
        if (bars.Length == 0)
        {
            return null;
        }

        var words = new VerdictWords(account);
        var inputs = new InputWords(account.Result.Spec);
        string[] labels = ["everything", .. bars.Select(one => Plot.Text(Names.Cut(inputs.Phrase(one.Name), 40)))];
        double[] worth = [account.Result.Evpi, .. bars.Select(one => one.Evppi)];
        string[] texts =
        [
            words.Money(account.Result.Evpi),
            .. bars.Select(one => one.IsDistinguishable ? words.Money(one.Evppi) : "not above noise"),
        ];
        return Bars(
            account,
            labels,
            worth,
            texts,
            [true, .. bars.Select(one => one.IsDistinguishable)],
            bars.Max(one => one.NullReference),
            "Expected value of perfect information by input, with the band of noise"
        );
    }

    /// <summary>What it would be worth to know several inputs together before choosing; null where no group is worth anything.</summary>
    public static Figure? Groups(DecisionAccount account)
    {
        GroupValue[] bars = [.. account.Result.Groups.Where(one => one.Evppi > 0)];
        var words = new VerdictWords(account);
        return bars.Length == 0
            ? null
            : Bars(
                account,
                ["everything", .. bars.Select(one => Plot.Text($"all {one.Name}"))],
                [account.Result.Evpi, .. bars.Select(one => one.Evppi)],
                [
                    words.Money(account.Result.Evpi),
                    .. bars.Select(one => one.IsDistinguishable ? words.Money(one.Evppi) : "not above noise"),
                ],
                [true, .. bars.Select(one => one.IsDistinguishable)],
                bars.Max(one => one.NullReference),
                "Expected value of perfect information by group of inputs, with the band of noise"
            );
    }

    private static Figure Bars(
        DecisionAccount account,
        string[] labels,
        double[] worth,
        string[] texts,
        bool[] isDistinguishable,
        double noise,
        string title
    ) =>
        new Plot()
            .Band(0, noise)
            .Trace(
                "bar",
                ("orientation", "h"),
                ("x", worth),
                ("y", labels),
                ("text", texts),
                ("textposition", "outside"),
                ("cliponaxis", false),
                ("hoverinfo", "skip"),
                (
                    "marker",
                    new
                    {
                        color = isDistinguishable.Select(
                            (shows, i) =>
                                i == 0 ? "var(--general)"
                                : shows ? "var(--custom)"
                                : "var(--faint)"
                        ),
                    }
                )
            )
            .With("xaxis", MoneyFigures.Money(account, "worth of knowing it", worth))
            .With("yaxis", new { autorange = "reversed", fixedrange = true })
            .Draw(100 + (32 * labels.Length), title);

    /// <summary>Value, price and net value of a study by its size; null where no study has sizes.</summary>
    public static Figure? Study(DecisionAccount account, StudyValue study)
    {
        if (study.Sizes.Length < 2)
        {
            return null;
        }

        double[] sizes = [.. study.Sizes.Select(size => size.N)];
        var plot = new Plot()
            .Curve(sizes, study.Sizes.Select(size => size.Evsi), "value", "var(--custom)")
            .Curve(
                sizes,
                study.Sizes.Select(size => size.Cost + study.DelayCost),
                "price and delay",
                "var(--bad)",
                "dash"
            )
            .Curve(sizes, study.Sizes.Select(size => size.Enbs), "net", "var(--general)", "dot");
        return (study.Enbs > 0 ? plot.Line(study.N ?? 0) : plot)
            .With("showlegend", true)
            .With(
                "xaxis",
                new
                {
                    title = new { text = "samples" },
                    zeroline = false,
                    rangemode = "tozero",
                }
            )
            .With("yaxis", new { title = new { text = account.Result.Spec.Currency }, zeroline = true })
            .Draw(300, $"Value and price of {study.Id} by number of samples");
    }

    /// <summary>The learning curve of an option with the fan of its extrapolation and the incumbent's error.</summary>
    public static Figure Learning(DecisionAccount account, OptionSpec option)
    {
        var curve = option.Quality!.LearningCurve!;
        var posterior = LearningCurve.Posterior(curve);
        double first = curve.Sizes.Min();
        double last = Math.Max(curve.At, curve.Sizes.Max()) * 2;
        double[] sizes = [.. Enumerable.Range(0, 25).Select(i => first * Math.Pow(last / first, i / 24.0))];
        WeightedValues[] errors = [.. sizes.Select(posterior.ErrorAt)];
        string incumbent = $"quality.{account.Result.Spec.Incumbent}";
        double target = 1 - (account.Inputs.FirstOrDefault(input => input.Name == incumbent)?.Mean ?? 0);
        return new Plot()
            .Between(
                sizes,
                errors.Select(one => one.Quantile(0.05)),
                errors.Select(one => one.Quantile(0.95)),
                "var(--custom)"
            )
            .Curve(sizes, errors.Select(one => one.Mean), "expected error", "var(--custom)")
            .Curve([sizes[0], sizes[^1]], [target, target], "error of the option in use", "var(--general)", "dash")
            .Trace(
                "scatter",
                ("x", curve.Sizes),
                ("y", curve.Sizes.Select((_, i) => 1 - (curve.Correct[i] / curve.Total[i]))),
                ("mode", "markers"),
                ("name", "measured"),
                ("showlegend", true),
                (
                    "marker",
                    new
                    {
                        color = "var(--ink)",
                        size = 8,
                        symbol = "circle",
                    }
                )
            )
            .Line(curve.At)
            .With("showlegend", true)
            .With("xaxis", RoundTicks.LogAxis("training rows", first, last, tick => Show.Number(tick)))
            .With(
                "yaxis",
                new
                {
                    title = new { text = "error" },
                    tickformat = ".0%",
                    rangemode = "tozero",
                    zeroline = false,
                }
            )
            .Draw(340, $"Learning curve of {option.Id}");
    }
}
