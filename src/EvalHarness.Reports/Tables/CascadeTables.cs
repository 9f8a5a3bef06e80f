using System.Collections.Immutable;
using EvalHarness.Cascades;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Headlines;

namespace EvalHarness.Reports.Tables;

/// <summary>A simulated cascade or router in numbers.</summary>
internal static class CascadeTables
{
    /// <summary>The two models alone, the cascade or router as it may be believed and as it may not, and those that the run asked.</summary>
    public static ReportTable Choices(CascadeSimulation cascade) =>
        new ReportTable(
            $"{Name(cascade)}-choices",
            $"{cascade.First}, {cascade.Then} or both",
            [
                new("choice", "choice"),
                Threshold(cascade),
                new("right", $"{Names.Metric(cascade.Metric)}, %", true),
                Calls(cascade),
                new("usd_per_1000", "$ per 1,000 answers", true),
                new("net_benefit_per_1000", "net benefit, $", true),
                new("standard_error_per_1000", "± SE", true),
            ],
            [.. ChoicesOf(cascade).Select(choice => Row(cascade, choice))]
        ).WithMoney("usd_per_1000", "net_benefit_per_1000", "standard_error_per_1000");

    private static IEnumerable<Choice> ChoicesOf(CascadeSimulation cascade)
    {
        var (simulated, sample, kind) = (cascade.Result, cascade.InSample, Kind(cascade));
        var (first, then) = cascade.CostIsKnown ? (cascade.FirstUsd, cascade.ThenUsd) : ((double?)null, (double?)null);
        yield return new($"{cascade.First} alone", null, simulated.Curve.Weak, 0, first);
        yield return new($"{cascade.Then} alone", null, simulated.Curve.Strong, 1, then);
        yield return new($"{kind}, cross-fitted", null, simulated.Quality, simulated.StrongShare, cascade.Usd)
        {
            Error = simulated.StandardError,
        };
        yield return new(
            $"{kind}, in-sample",
            sample.Threshold,
            sample.Quality,
            sample.StrongShare,
            cascade.UsdAt(sample)
        );
        foreach (var live in cascade.Live)
        {
            yield return new($"{live.Model}, as asked", live.Threshold, live.Quality, live.StrongShare, live.Usd);
        }
    }

    private static ImmutableArray<Cell> Row(CascadeSimulation cascade, Choice choice) =>
        [
            choice.Name,
            Threshold(cascade, choice.Threshold),
            choice.Right is { } share ? Share(share) : Cell.None,
            Share(choice.Calls),
            Money(choice.Usd),
            // What is unknown never counts as nothing.
            choice.Right
                is { } right
                ? Money((cascade.Value * right) - choice.Usd)
                : Cell.None,
            choice.Error is { } error ? Money(error) : Cell.None,
        ];

    private static Cell Money(double? usd) =>
        usd is { } one ? Cell.Of(1000 * one, CascadeWords.Money(1000 * one)) : new Cell("unknown", "", true);

    /// <summary>The curve at tenths of the calls, for the page.</summary>
    public static ReportTable Tenths(CascadeSimulation cascade) => Curve(cascade, cascade.Result.Lines);

    /// <summary>The curve at hundredths of the calls, as it is drawn.</summary>
    public static ReportTable Hundredths(CascadeSimulation cascade) => Curve(cascade, cascade.Result.Fine);

    /// <summary>The cross-fitted points of the chart.</summary>
    public static ReportTable HeldOut(CascadeSimulation cascade) =>
        new(
            $"{Name(cascade)}-cross-fitted",
            $"{Both(cascade)}, cross-fitted",
            [
                new("price", "price of a call, right answers", true),
                Calls(cascade),
                new("right", $"{Names.Metric(cascade.Metric)}, %", true),
            ],
            [
                .. cascade.Result.HeldOut.Select(point =>
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
        new ReportTable(
            Name(cascade),
            Both(cascade),
            [
                Calls(cascade),
                Threshold(cascade),
                new("right", $"{Names.Metric(cascade.Metric)}, %", true),
                .. (Column[])(cascade.Plan is null ? [] : [new("cross_fitted", "cross-fitted, %", true)]),
                new("oracle", "oracle, %", true),
                new("random", "by chance, %", true),
                new("usd_per_1000", "$ per 1,000 answers", true),
            ],
            [
                .. lines.Select(line =>
                    (ImmutableArray<Cell>)
                        [
                            Share(line.Point.StrongShare),
                            Threshold(cascade, line.Point.Threshold),
                            Share(line.Point.Quality),
                            .. (Cell[])(line.HeldOut is { } heldOut ? [Share(heldOut)] : []),
                            Share(line.Oracle),
                            Share(line.Random),
                            Money(cascade.UsdAt(line.Point)),
                        ]
                ),
            ]
        ).WithMoney("usd_per_1000");

    /// <summary>Name of its tables.</summary>
    public static string Name(CascadeSimulation cascade) =>
        $"{Kind(cascade)}-{cascade.First}-{cascade.Then}{(cascade.Plan is { } plan ? "-by-" + plan.By : "")}";

    private static string Kind(CascadeSimulation cascade) => cascade.Plan is null ? "cascade" : "router";

    private static string Both(CascadeSimulation cascade) =>
        cascade.Plan is { } plan
            ? $"{cascade.First} or {cascade.Then}, by {plan.By}"
            : $"{cascade.First}, then {cascade.Then}";

    private static Column Calls(CascadeSimulation cascade) =>
        new("calls", cascade.Plan is null ? "asked second, %" : $"asked of {cascade.Then}, %", true);

    /// <summary>Of a router, the least gain for which the second model is asked.</summary>
    private static Column Threshold(CascadeSimulation cascade) =>
        cascade.Plan is null ? new("threshold", "sure from", true) : new("gain_from", "gain from, points", true);

    /// <summary>A share in percent.</summary>
    public static Cell Share(double share) => Cell.Of(share, Show.Number(100 * share, 1));

    private static Cell Threshold(CascadeSimulation cascade, double? threshold) =>
        threshold switch
        {
            null => Cell.None,
            { } lead when cascade.Plan is not null => GainFrom(cascade, lead),
            double.PositiveInfinity => new Cell("never", "", true),
            { } value => Cell.Of(value, Show.Number(value, 3)),
        };

    private static Cell GainFrom(CascadeSimulation cascade, double threshold) =>
        cascade.Result.Curve.Points.FirstOrDefault(point => point.Threshold < threshold) is { } next
            ? Cell.Of(0 - next.Threshold, Show.Signed(100 * (0 - next.Threshold), 1))
            : new Cell("never", "", true);

    private sealed record Choice(string Name, double? Threshold, double? Right, double Calls, double? Usd)
    {
        public double? Error { get; init; }
    }
}
