using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions.Repeats;
using EvalHarness.Reports.Formats;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Tables;

/// <summary>How far models repeat themselves, and what their own noise does to scores.</summary>
internal static class RepeatabilityTables
{
    /// <summary>A row a task and model.</summary>
    /// <param name="models">What is known of each.</param>
    public static ReportTable Agreement(ImmutableArray<SelfAgreement> models) =>
        new(
            "repeatability",
            "The same asked again",
            [
                new("task", "task"),
                new("model", "model"),
                new("planned", "samples to ask again", true),
                new("times", "times", true),
                new("compared", "samples compared", true),
                new("other_answers", "other answers", true),
                .. Interval("answers", "same answer, %"),
                new("other_texts", "other texts", true),
                .. Interval("texts", "same text, %"),
            ],
            [
                .. models.Select(model =>
                    (ImmutableArray<Cell>)
                        [
                            model.Task,
                            model.Model,
                            Cell.Of((long)model.Planned),
                            Cell.Of((long)model.Times),
                            Cell.Of((long)model.Compared),
                            Known(model, model.OtherAnswers),
                            .. Cells(model.Answers),
                            Known(model, model.OtherTexts),
                            .. Cells(model.Texts),
                        ]
                ),
            ]
        );

    /// <summary>A row a task, model and metric; null where no noise is known.</summary>
    /// <param name="models">What is known of each.</param>
    public static ReportTable? Noise(ImmutableArray<SelfAgreement> models)
    {
        ImmutableArray<ImmutableArray<Cell>> rows = [.. models.SelectMany(model => model.Noise).Select(Row)];
        return rows.IsEmpty
            ? null
            : new ReportTable(
                "own-noise",
                "Own noise of models",
                [
                    new("task", "task"),
                    new("model", "model"),
                    new("metric", "metric"),
                    new("per_sample", "two askings of a sample (sd)", true),
                    new("answers", "answers", true),
                    new("for_task", "two passes (sd)", true),
                    new("reach", "could be noise below", true),
                    new("reach_high", "at most below", true),
                ],
                rows
            );
    }

    private static ImmutableArray<Cell> Row(OwnNoise noise) =>
        [
            noise.Task,
            noise.Model,
            noise.Metric,
            Number(noise.PerSample, noise),
            Cell.Of(noise.Answers),
            Number(noise.ForTask, noise),
            Number(noise.Reach, noise),
            Number(noise.ReachHigh, noise),
        ];

    private static Cell Known(SelfAgreement model, int count) => model.Compared == 0 ? Cell.None : Cell.Of((long)count);

    private static Column[] Interval(string key, string title) =>
        [new(key, title, true), new($"{key}_low", $"{title}, low", true), new($"{key}_high", $"{title}, high", true)];

    private static Cell[] Cells(Estimate? estimate) =>
        [Share(estimate?.Value), Share(estimate?.Low), Share(estimate?.High)];

    private static Cell Share(double? share) =>
        share is { } value ? Cell.Of(value, Show.Number(100 * value, 1)) : Cell.None;

    private static Cell Number(double? value, OwnNoise noise) =>
        value is not { } number ? Cell.None
        : noise.IsShare ? Cell.Of(number, Show.Number(100 * number, 2) + " points")
        : Cell.Of(number, Show.Number(number, 4));
}
