using System.Collections.Immutable;
using EvalHarness.Curves;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Headlines;

namespace EvalHarness.Reports.Tables;

/// <summary>A learning curve in numbers.</summary>
internal static class CurveTables
{
    /// <summary>The training rows that each goal takes, by probability.</summary>
    public static ReportTable Needed(RunCurve curve)
    {
        var words = new CurveWords(curve);
        return new(
            $"rows-needed-{curve.Curve}",
            $"Training rows that {curve.Curve} needs",
            [
                new("goal", "to reach"),
                new("share", $"{Names.Metric(curve.Metric)}, %", true),
                new("low", "low", true),
                new("high", "high", true),
                .. curve
                    .Goals[0]
                    .Needed.Select(need => new Column(
                        FormattableString.Invariant($"rows_at_{100 * need.Probability:0}_percent"),
                        $"rows for {Odds(need.Probability)}",
                        true
                    )),
            ],
            [
                .. curve.Goals.Select(goal =>
                    (ImmutableArray<Cell>)
                        [
                            goal.Model ?? "a share",
                            Share(goal.Share),
                            Share(goal.Estimate?.Low),
                            Share(goal.Estimate?.High),
                            .. goal.Needed.Select(need => Cell.Of(need.Size, words.Size(need))),
                        ]
                ),
            ]
        );
    }

    /// <summary>Each size, measured or extrapolated.</summary>
    public static ReportTable Sizes(RunCurve curve) =>
        new(
            $"learning-curve-{curve.Curve}",
            $"Learning curve of {curve.Curve}",
            [
                new("rows", "rows", true),
                new("model", "model"),
                new("measured", $"measured {Names.Metric(curve.Metric)}, %", true),
                new("low", "low", true),
                new("high", "high", true),
                new("fitted", "fitted, %", true),
                new("p5", "P5", true),
                new("p95", "P95", true),
                .. curve
                    .Goals.TakeLast(1)
                    .Select(goal => new Column("reaches_hardest_goal", $"odds of {Show.Percent(goal.Share)}", true)),
            ],
            [
                .. curve.Forecast.Points.Select(
                    (point, place) =>
                        (ImmutableArray<Cell>)
                            [
                                Cell.Of((long)point.Size),
                                .. Measured(curve, place),
                                Share(point.Mean),
                                Share(point.Low),
                                Share(point.High),
                                .. curve
                                    .Goals.TakeLast(1)
                                    .Select(_ => Cell.Of(point.Reaches, Show.Percent(point.Reaches ?? 0))),
                            ]
                ),
            ]
        );

    private static Cell[] Measured(RunCurve curve, int place) =>
        place < curve.Measured.Length && curve.Measured[place] is var one
            ? [one.Model, Share(one.Estimate?.Value), Share(one.Estimate?.Low), Share(one.Estimate?.High)]
            : ["extrapolated", Cell.None, Cell.None, Cell.None];

    private static string Odds(double probability) =>
        probability switch
        {
            0.25 => "1 chance in 4",
            0.5 => "even odds",
            0.75 => "3 chances in 4",
            _ => $"odds of {Show.Percent(probability)}",
        };

    private static Cell Share(double? share) =>
        share is { } value ? Cell.Of(value, Show.Number(100 * value, 1)) : Cell.None;
}
