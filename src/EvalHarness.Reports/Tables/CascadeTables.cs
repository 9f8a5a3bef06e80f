using System.Collections.Immutable;
using EvalHarness.Decisions;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Headlines;

namespace EvalHarness.Reports.Tables;

/// <summary>A simulated cascade in numbers.</summary>
internal static class CascadeTables
{
    /// <summary>The two models alone, the cascade as it may be believed and as it may not, and those that the run asked.</summary>
    public static ReportTable Choices(CascadeSimulation cascade)
    {
        var study = cascade.Study;
        var sample = cascade.InSample;
        return new(
            $"{Name(cascade)}-choices",
            $"{cascade.First}, {cascade.Then} or both",
            [
                new("choice", "choice"),
                new("threshold", "sure from", true),
                new("right", $"{Words.Metric(cascade.Metric)}, %", true),
                new("calls", "asked second, %", true),
                new("usd_per_1000", "$ per 1,000 answers", true),
                new("net_benefit_per_1000", "net benefit, $", true),
                new("standard_error_per_1000", "± SE", true),
            ],
            [
                Row($"{cascade.First} alone", null, study.Curve.Weak, 0, Known(cascade, cascade.FirstUsd)),
                Row($"{cascade.Then} alone", null, study.Curve.Strong, 1, Known(cascade, cascade.ThenUsd)),
                Row("cascade, cross-fitted", null, study.Quality, study.StrongShare, cascade.Usd, study.StandardError),
                Row(
                    "cascade, in-sample",
                    sample.Threshold,
                    sample.Quality,
                    sample.StrongShare,
                    cascade.UsdAt(sample.StrongShare)
                ),
                .. cascade.Live.Select(live =>
                    Row($"{live.Model}, as asked", live.Threshold, live.Quality, live.StrongShare, live.Usd)
                ),
            ]
        );

        ImmutableArray<Cell> Row(
            string choice,
            double? threshold,
            double? right,
            double calls,
            double? usd,
            double? error = null
        ) =>
            [
                choice,
                Threshold(threshold),
                right is { } share ? Share(share) : Cell.None,
                Share(calls),
                usd is { } cost ? Cell.Of(1000 * cost, CascadeWords.Money(1000 * cost)) : new Cell("unknown", "", true),
                right is { } quality
                    ? Cell.Of(
                        1000 * ((cascade.Value * quality) - (usd ?? 0)),
                        CascadeWords.Money(1000 * ((cascade.Value * quality) - (usd ?? 0)))
                    )
                    : Cell.None,
                error is { } one ? Cell.Of(1000 * one, CascadeWords.Money(1000 * one)) : Cell.None,
            ];
    }

    /// <summary>The curve at tenths of the calls, for the page.</summary>
    public static ReportTable Tenths(CascadeSimulation cascade) => Curve(cascade, cascade.Study.Lines);

    /// <summary>The curve at hundredths of the calls, as it is drawn.</summary>
    public static ReportTable Hundredths(CascadeSimulation cascade) => Curve(cascade, cascade.Study.Fine);

    /// <summary>The cross-fitted points of the chart.</summary>
    public static ReportTable HeldOut(CascadeSimulation cascade) =>
        new(
            $"{Name(cascade)}-cross-fitted",
            $"{cascade.First}, then {cascade.Then}, cross-fitted",
            [
                new("price", "price of a call, right answers", true),
                new("calls", "asked second, %", true),
                new("right", $"{Words.Metric(cascade.Metric)}, %", true),
            ],
            [
                .. cascade.Study.HeldOut.Select(point =>
                    (ImmutableArray<Cell>)
                        [
                            Cell.Of(point.Price, Show.Number(point.Price, 2)),
                            Share(point.StrongShare),
                            Share(point.Quality),
                        ]
                ),
            ]
        );

    private static ReportTable Curve(CascadeSimulation cascade, ImmutableArray<CascadeLine> lines) =>
        new(
            Name(cascade),
            $"{cascade.First}, then {cascade.Then}",
            [
                new("calls", "asked second, %", true),
                new("threshold", "sure from", true),
                new("right", $"{Words.Metric(cascade.Metric)}, %", true),
                new("oracle", "oracle, %", true),
                new("random", "by chance, %", true),
                new("usd_per_1000", "$ per 1,000 answers", true),
            ],
            [
                .. lines.Select(line =>
                    (ImmutableArray<Cell>)
                        [
                            Share(line.Point.StrongShare),
                            Threshold(line.Point.Threshold),
                            Share(line.Point.Quality),
                            Share(line.Oracle),
                            Share(line.Random),
                            cascade.CostIsKnown
                                ? Cell.Of(
                                    1000 * line.Point.CascadeCost,
                                    CascadeWords.Money(1000 * line.Point.CascadeCost)
                                )
                                : new Cell("unknown", "", true),
                        ]
                ),
            ]
        );

    private static string Name(CascadeSimulation cascade) => $"cascade-{cascade.First}-{cascade.Then}";

    private static double? Known(CascadeSimulation cascade, double usd) => cascade.CostIsKnown ? usd : null;

    private static Cell Share(double share) => Cell.Of(share, Show.Number(100 * share, 1));

    private static Cell Threshold(double? threshold) =>
        threshold switch
        {
            null => Cell.None,
            double.PositiveInfinity => new Cell("never", "", true),
            { } value => Cell.Of(value, Show.Number(value, 3)),
        };
}
