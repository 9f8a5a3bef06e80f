using System.Collections.Immutable;
using EvalHarness.Decisions;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Headlines;

namespace EvalHarness.Reports.Tables;

/// <summary>A simulated cascade in numbers.</summary>
internal static class CascadeTables
{
    /// <summary>The two models alone, the cascade as it may be believed and as it may not, and those that the run asked.</summary>
    public static ReportTable Choices(CascadeSimulation cascade) =>
        new(
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
            [.. ChoicesOf(cascade).Select(choice => Row(cascade, choice))]
        );

    private static IEnumerable<Choice> ChoicesOf(CascadeSimulation cascade)
    {
        var (study, sample) = (cascade.Study, cascade.InSample);
        var (first, then) = cascade.CostIsKnown ? (cascade.FirstUsd, cascade.ThenUsd) : ((double?)null, (double?)null);
        yield return new($"{cascade.First} alone", null, study.Curve.Weak, 0, first);
        yield return new($"{cascade.Then} alone", null, study.Curve.Strong, 1, then);
        yield return new("cascade, cross-fitted", null, study.Quality, study.StrongShare, cascade.Usd)
        {
            Error = study.StandardError,
        };
        yield return new(
            "cascade, in-sample",
            sample.Threshold,
            sample.Quality,
            sample.StrongShare,
            cascade.UsdAt(sample.StrongShare)
        );
        foreach (var live in cascade.Live)
        {
            yield return new($"{live.Model}, as asked", live.Threshold, live.Quality, live.StrongShare, live.Usd);
        }
    }

    private static ImmutableArray<Cell> Row(CascadeSimulation cascade, Choice choice) =>
        [
            choice.Name,
            Threshold(choice.Threshold),
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
                            Money(cascade.UsdAt(line.Point.StrongShare)),
                        ]
                ),
            ]
        );

    private static string Name(CascadeSimulation cascade) => $"cascade-{cascade.First}-{cascade.Then}";

    private static Cell Share(double share) => Cell.Of(share, Show.Number(100 * share, 1));

    private static Cell Threshold(double? threshold) =>
        threshold switch
        {
            null => Cell.None,
            double.PositiveInfinity => new Cell("never", "", true),
            { } value => Cell.Of(value, Show.Number(value, 3)),
        };

    private sealed record Choice(string Name, double? Threshold, double? Right, double Calls, double? Usd)
    {
        public double? Error { get; init; }
    }
}
