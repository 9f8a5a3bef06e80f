using System.Globalization;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>A confidence sequence in numbers.</summary>
internal static class WatchTable
{
    /// <summary>A row a look.</summary>
    public static ReportTable Of(Watched watched)
    {
        var (view, pair) = (watched.View, watched.Pair);
        int decimals = view.Metric.IsShare ? 1 : 3;
        return new(
            "watched",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Confidence sequence of {pair.Model} against {pair.Against}, {100 * pair.Level:0.##} %, {Names.Metric(pair.Metric)}"
            ),
            [
                new("look", "look", true),
                new("samples", "samples", true),
                new("units", "independent units", true),
                new("low", "low" + (view.Metric.IsShare ? ", points" : ""), true),
                new("high", "high" + (view.Metric.IsShare ? ", points" : ""), true),
                new("p", "anytime p", true),
                new("decided", "decided"),
            ],
            [
                .. pair.Looks.Select(look =>
                    (System.Collections.Immutable.ImmutableArray<Cell>)
                        [
                            Cell.Of(look.Look),
                            Cell.Of(look.Samples),
                            Cell.Of(look.Units),
                            Cell.Of(look.Low * view.Scale, Show.Signed(look.Low * view.Scale, decimals)),
                            Cell.Of(look.High * view.Scale, Show.Signed(look.High * view.Scale, decimals)),
                            Cell.Of(look.P, Show.P(look.P)),
                            look.Look >= pair.DecidedAt ? Names.Verdict(pair.Verdict) : "",
                        ]
                ),
            ]
        );
    }
}
