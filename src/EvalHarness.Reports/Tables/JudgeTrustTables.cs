using System.Collections.Immutable;
using EvalHarness.Conclusions;
using EvalHarness.Conclusions.Judging;
using EvalHarness.Reports.Formats;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Tables;

/// <summary>How far the scores of judges can be trusted: against people, and by themselves.</summary>
internal static class JudgeTrustTables
{
    private const int Decimals = 3;

    /// <summary>Most characters of an answer, and of what a judge wrote about it.</summary>
    private const int Longest = 600;

    private static readonly ImmutableArray<Column> Who = [new("task", "task"), new("judge", "judge")];

    /// <summary>The judged scores of models, raw and corrected; null where nobody rated.</summary>
    /// <param name="judges">The judges.</param>
    public static ReportTable? Scores(ImmutableArray<JudgeSummary> judges) =>
        Of(
            "judge-scores",
            "Judged scores, raw and corrected by people",
            [
                new("model", "model"),
                new("answers", "answers judged", true),
                new("labelled", "rated by people", true),
                .. Interval("raw", "judge's mean"),
                .. Interval("corrected", "corrected"),
                .. Interval("people", "people alone"),
                new("weight", "weight of the judge (0 to 1)", true),
                new("effective", "worth so many ratings", true),
            ],
            from judge in judges
            from model in judge.Calibration?.Models ?? []
            select (
                judge,
                (ImmutableArray<Cell>)
                    [
                        model.Model,
                        Cell.Of(model.Answers),
                        Cell.Of(model.Labelled),
                        .. Cells(model.Raw),
                        .. Cells(model.Corrected),
                        .. Cells(model.PeopleAlone),
                        Number(model.Weight),
                        model.EffectiveLabels is { } worth ? Cell.Of(worth, Show.Number(worth)) : Cell.None,
                    ]
            )
        );

    /// <summary>Agreement with people, whole and by slice; null where nobody rated.</summary>
    /// <param name="judges">The judges.</param>
    public static ReportTable? Agreement(ImmutableArray<JudgeSummary> judges) =>
        Of(
            "judge-agreement",
            "Agreement with people",
            [
                new("slice", "samples"),
                new("texts", "texts", true),
                .. Interval("share", "as most people"),
                .. Interval("kappa", "kappa"),
                new("judge_person", "judge and one person", true),
                new("people", "two people", true),
                new("alpha", "alpha with the judge", true),
                new("people_alpha", "alpha of people", true),
            ],
            from judge in judges
            where judge.Calibration?.Agreement is not null
            from part in judge
                .Calibration!.Slices.Select(slice => (Name: $"{slice.Field}={slice.Value}", Agreement: slice.Agreement))
                .Prepend((Name: "all", Agreement: judge.Calibration.Agreement!))
            select (
                judge,
                (ImmutableArray<Cell>)
                    [
                        part.Name,
                        Cell.Of(part.Agreement.Texts),
                        .. Cells(part.Agreement.Share),
                        .. Cells(part.Agreement.Kappa),
                        Number(part.Agreement.JudgeShare),
                        Number(part.Agreement.PeopleShare),
                        Number(part.Agreement.Alpha),
                        Number(part.Agreement.PeopleAlpha),
                    ]
            )
        );

    /// <summary>Which grades people and judge gave to the same texts; null where nobody rated.</summary>
    /// <param name="judges">The judges.</param>
    public static ReportTable? Confusion(ImmutableArray<JudgeSummary> judges) =>
        Of(
            "judge-confusion",
            "Grades of people and judge",
            [new("people", "most people"), new("judge_grade", "judge"), new("texts", "texts", true)],
            from judge in judges
            where judge.Calibration?.Agreement is not null
            let grades = judge.Calibration!.Grades
            from cell in judge.Calibration!.Agreement!.Confusion.Index()
            select (
                judge,
                (ImmutableArray<Cell>)
                    [grades[cell.Index / grades.Length], grades[cell.Index % grades.Length], Cell.Of(cell.Item)]
            )
        );

    /// <summary>What was looked for in the verdicts; null where nothing could be.</summary>
    /// <param name="judges">The judges.</param>
    public static ReportTable? Biases(ImmutableArray<JudgeSummary> judges) =>
        Of(
            "judge-biases",
            "What may turn the scores",
            [
                new("kind", "looked for"),
                new("subject", "about"),
                .. Interval("size", "size"),
                new("meaning", "what the size is"),
                new("warning", "worth a look"),
            ],
            from judge in judges
            from bias in judge.Biases
            select (
                judge,
                (ImmutableArray<Cell>)
                    [
                        Word(bias.Kind),
                        bias.Subject.Length == 0 ? "all answers" : bias.Subject,
                        .. Cells(bias.Size),
                        Meaning(bias.Kind),
                        bias.IsWarning ? "yes" : "no",
                    ]
            )
        );

    /// <summary>The texts on which people and judge differ most; null where they do on none.</summary>
    /// <param name="judges">The judges.</param>
    /// <param name="hasTexts">Whether answers and reasons may be shown.</param>
    public static ReportTable? Disagreements(ImmutableArray<JudgeSummary> judges, bool hasTexts) =>
        Of(
            "judge-disagreements",
            "Where people and judge differ most",
            [
                new("sample", "sample"),
                new("models", "models"),
                new("people", "people", true),
                new("judge_score", "judge", true),
                .. hasTexts ? (Column[])[new("answer", "answer"), new("reason", "what the judge wrote")] : [],
            ],
            from judge in judges
            from text in judge.Calibration?.Disagreements ?? []
            select (
                judge,
                (ImmutableArray<Cell>)
                    [
                        text.Sample,
                        string.Join(", ", text.Models),
                        Number(text.People),
                        Number(text.Judge),
                        .. hasTexts ? (Cell[])[Names.Cut(text.Answer, Longest), Names.Cut(text.Why, Longest)] : [],
                    ]
            )
        );

    private static string Word(BiasKind kind) =>
        kind switch
        {
            BiasKind.Length => "length of answers",
            BiasKind.LengthAgainstPeople => "length, against people",
            BiasKind.SelfPreference => "preference for itself",
            BiasKind.Repeatability => "repeatability",
            BiasKind.OtherJudge => "another judge",
            BiasKind.LabelledAnswers => "choice of rated answers",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Meaning(BiasKind kind) =>
        kind switch
        {
            BiasKind.Length =>
                "change of the judge's score where an answer is twice as long; longer answers may be better",
            BiasKind.LengthAgainstPeople =>
                "the same of the judge's score less that of people: 0 where the judge is fair to length",
            BiasKind.SelfPreference =>
                "how much more it favours its own model or family over the others than another judge does",
            BiasKind.Repeatability => "share of pairs of verdicts of one model on one text that are equal",
            BiasKind.OtherJudge => "kappa of the two: 1 where they always agree, 0 where no more than by chance",
            BiasKind.LabelledAnswers =>
                "judge's mean score of the answers that people rated less that of the rest: near 0 where they are drawn by chance",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static ReportTable? Of(
        string name,
        string caption,
        ImmutableArray<Column> columns,
        IEnumerable<(JudgeSummary Judge, ImmutableArray<Cell> Cells)> rows
    )
    {
        ImmutableArray<ImmutableArray<Cell>> all =
        [
            .. rows.Select(row => (ImmutableArray<Cell>)[row.Judge.Task, row.Judge.Judge, .. row.Cells]),
        ];
        return all.IsEmpty ? null : new ReportTable(name, caption, [.. Who, .. columns], all);
    }

    private static Column[] Interval(string key, string title) =>
        [new(key, title, true), new($"{key}_low", $"{title}, low", true), new($"{key}_high", $"{title}, high", true)];

    private static Cell[] Cells(Estimate? estimate) =>
        [Number(estimate?.Value), Number(estimate?.Low), Number(estimate?.High)];

    private static Cell Number(double? value) =>
        value is { } number && double.IsFinite(number) ? Cell.Of(number, Show.Number(number, Decimals)) : Cell.None;
}
