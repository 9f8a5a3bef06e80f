using System.Collections.Immutable;
using EvalHarness.Conclusions;
using EvalHarness.Conclusions.Preferences;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Tables;

/// <summary>What judges prefer that compare answers with each other, in numbers.</summary>
internal static class PreferencesTables
{
    private static readonly Column[] Head = [new("task", "task"), new("judge", "judge")];

    /// <summary>All tables, those first that answer the question.</summary>
    /// <param name="judges">The judges of a run; those that compare nothing are left out.</param>
    public static IEnumerable<ReportTable> All(ImmutableArray<JudgeSummary> judges)
    {
        (JudgeSummary Judge, PreferenceSummary Of)[] comparing =
        [
            .. judges.Where(judge => judge.Preferences is not null).Select(judge => (judge, judge.Preferences!)),
        ];
        if (comparing.Length == 0)
        {
            yield break;
        }

        yield return WinRates(comparing);
        if (comparing.Any(one => one.Of.Strengths is not null))
        {
            yield return Strengths(comparing);
        }

        foreach (var (place, one) in comparing.Where(one => one.Of.IsRound).Index())
        {
            yield return Matrix(one.Judge, one.Of, place == 0 ? "" : $"-{place + 1}");
        }

        yield return Pairs(comparing);
        yield return Biases(comparing);
    }

    private static ReportTable WinRates((JudgeSummary Judge, PreferenceSummary Of)[] comparing) =>
        new(
            "preferences",
            "Win rates, ties as halves",
            [
                .. Head,
                new("model", "model"),
                new("against", "against"),
                .. Rate("win_rate", "win rate, %"),
                new("answers", "answers", true),
                .. Rate("length_controlled", "at equal lengths, %"),
                new("length", "characters", true),
            ],
            [
                .. from one in comparing
                from rate in one.Of.Models
                select (ImmutableArray<Cell>)
                    [
                        one.Judge.Task,
                        one.Judge.Judge,
                        rate.Model,
                        one.Of.Against,
                        .. Cells(rate.Raw),
                        Cell.Of((long)rate.Raw.N),
                        .. Cells(rate.LengthControlled),
                        Cell.Of(rate.Length, rate.Length is { } length ? Show.Number(length) : Show.Undefined),
                    ],
            ]
        );

    private static ReportTable Strengths((JudgeSummary Judge, PreferenceSummary Of)[] comparing) =>
        new(
            "preferences-strengths",
            "Strengths on the scale of Elo ratings with mean 1500",
            [
                .. Head,
                new("model", "model"),
                new("strength", "strength", true),
                new("low", "low", true),
                new("high", "high", true),
                new("best_place", "best place", true),
                new("worst_place", "worst place", true),
                new("chance_best", "strongest in % of resamples", true),
                new("clusters", "independent units", true),
                new("unusable", "resamples without strengths", true),
            ],
            [
                .. from one in comparing
                where one.Of.Strengths is not null
                from row in Strengths(one.Judge, one.Of)
                select row,
            ]
        );

    private static IEnumerable<ImmutableArray<Cell>> Strengths(JudgeSummary judge, PreferenceSummary preferences)
    {
        var strengths = preferences.Strengths!;
        double[] elo = strengths.Strengths.EloScale();
        foreach (int model in strengths.Strengths.BestFirst())
        {
            var limits = strengths.Intervals?[model];
            yield return
            [
                judge.Task,
                judge.Judge,
                preferences.Models[model].Model,
                Points(elo[model]),
                Points(limits?.Low),
                Points(limits?.High),
                Cell.Of((long)strengths.Ranks[model].Best),
                Cell.Of((long)strengths.Ranks[model].Worst),
                strengths.Intervals is null ? Cell.None : Share(strengths.ChanceToBeBest[model]),
                Cell.Of((long)strengths.Clusters),
                Cell.Of((long)strengths.Unusable),
            ];
        }
    }

    /// <summary>Every model against every other: how often that of the row is preferred, of how many pairs.</summary>
    private static ReportTable Matrix(JudgeSummary judge, PreferenceSummary preferences, string number)
    {
        string[] models = [.. preferences.Models.Select(model => model.Model)];
        var rates = preferences.Pairs.ToDictionary(pair => (pair.Model, pair.Against), pair => pair.Raw);
        return new(
            $"preferences-matrix{number}",
            $"Judge {judge.Judge} of {judge.Task}: how often the model of the row is preferred to that of the column, % (interval), pairs",
            [new("model", "model"), .. models.Select(model => new Column(model, model, true))],
            [
                .. models.Select(row =>
                    (ImmutableArray<Cell>)
                        [
                            row,
                            .. models.Select(column =>
                                row == column ? Cell.None
                                : rates.TryGetValue((row, column), out var rate) ? Whole(rate)
                                : Whole(rates[(column, row)].OfTheOther)
                            ),
                        ]
                ),
            ]
        );
    }

    private static Cell Whole(ClusteredRate rate) =>
        rate.Value is not { } value
            ? Cell.None
            : Cell.Of(
                value,
                Show.Number(100 * value, 1)
                    + (
                        rate.Interval is { } limits
                            ? $" ({Show.Number(100 * limits.Low, 1)} to {Show.Number(100 * limits.High, 1)})"
                            : ""
                    )
                    + $", {Show.Count(rate.N)}"
            );

    private static ReportTable Pairs((JudgeSummary Judge, PreferenceSummary Of)[] comparing) =>
        new(
            "preferences-pairs",
            "How often one model is preferred to another, ties as halves",
            [
                .. Head,
                new("model", "model"),
                new("against", "against"),
                .. Rate("win_rate", "win rate, %"),
                new("pairs", "pairs of answers", true),
                .. Rate("length_controlled", "at equal lengths, %"),
            ],
            [
                .. from one in comparing
                from pair in one.Of.Pairs
                select (ImmutableArray<Cell>)
                    [
                        one.Judge.Task,
                        one.Judge.Judge,
                        pair.Model,
                        pair.Against,
                        .. Cells(pair.Raw),
                        Cell.Of((long)pair.Raw.N),
                        .. Cells(pair.LengthControlled),
                    ],
            ]
        );

    private static ReportTable Biases((JudgeSummary Judge, PreferenceSummary Of)[] comparing) =>
        new(
            "preferences-biases",
            "What moves the judge besides the answers",
            [
                .. Head,
                new("both_orders", "verdicts in both orders", true),
                new("turned", "turn with the order", true),
                new("wavering", "tie in one order only", true),
                .. Rate("first_wins", "first answer wins, %"),
                .. Rate("longer_wins", "longer answer wins, %"),
                new("compared", "pairs with a score", true),
                new("equal", "equal, never asked", true),
                new("unjudged", "no whole verdict", true),
                new("absent", "an answer is missing", true),
            ],
            [
                .. from one in comparing
                let position = one.Of.Position
                let counts = one.Of.Counts
                select (ImmutableArray<Cell>)
                    [
                        one.Judge.Task,
                        one.Judge.Judge,
                        Cell.Of((long)position.BothOrders),
                        Cell.Of((long)position.Turned),
                        Cell.Of((long)position.Wavering),
                        .. Cells(position.FirstWins),
                        .. Cells(one.Of.LongerWins),
                        Cell.Of((long)counts.Compared),
                        Cell.Of((long)counts.Equal),
                        Cell.Of((long)counts.Unjudged),
                        Cell.Of((long)counts.Absent),
                    ],
            ]
        );

    private static Column[] Rate(string key, string title) =>
        [new(key, title, true), new($"{key}_low", "low", true), new($"{key}_high", "high", true)];

    private static Cell[] Cells(ClusteredRate? rate) =>
        [Share(rate?.Value), Share(rate?.Interval?.Low), Share(rate?.Interval?.High)];

    private static Cell Share(double? share) =>
        share is { } value ? Cell.Of(value, Show.Number(100 * value, 1)) : Cell.None;

    private static Cell Points(double? strength) =>
        strength is { } value ? Cell.Of(value, Show.Number(value)) : Cell.None;
}
