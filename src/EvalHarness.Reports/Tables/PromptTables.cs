using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Tables;

/// <summary>What prompts make of scores, in numbers.</summary>
internal static class PromptTables
{
    /// <summary>Both tables of each comparison, the second where there are differences.</summary>
    public static IEnumerable<ReportTable> Of(IEnumerable<PromptComparison> all) =>
        all.SelectMany(prompts =>
            prompts.Differences.IsEmpty ? [Scores(prompts)] : new[] { Scores(prompts), Differences(prompts) }
        );

    /// <summary>A row a model: its score under each prompt, the mean, and what the scores vary by.</summary>
    public static ReportTable Scores(PromptComparison prompts) =>
        new(
            $"prompts-{prompts.Task}-{prompts.Metric}",
            $"{Names.MetricFirst(prompts.Metric)} of {prompts.Task} by prompt",
            [
                new("model", "model"),
                .. prompts.Prompts.Select(prompt => new Column(prompt, Title(prompts, prompt), true)),
                .. Mean(Title(prompts, "mean")),
                new("spread", "largest less smallest" + Points(prompts), true),
                new("prompt_sd", "between prompts (sd)" + Points(prompts), true),
                new("prompt_share", "prompts, % of variance", true),
                new("sample_share", "samples, %", true),
                new("rest_share", "rest, %", true),
                new("left_out", "samples left out", true),
                new("note", "note"),
            ],
            [
                .. prompts.Models.Select(model =>
                    (ImmutableArray<Cell>)
                        [
                            model.Model,
                            .. model.Values.Select(value => Value(prompts, value)),
                            .. Cells(prompts, model, Value),
                            Value(prompts, model.Spread),
                            Value(prompts, model.Effects?.ConditionDeviation),
                            Share(model.Effects?.Shares?.Conditions),
                            Share(model.Effects?.Shares?.Items),
                            Share(model.Effects?.Shares?.Residual),
                            Cell.Of((long)model.LeftOut),
                            PromptText.Note(model),
                        ]
                ),
            ]
        );

    /// <summary>A row a model less the reference: under each prompt, the mean, and whether the sign holds.</summary>
    public static ReportTable Differences(PromptComparison prompts) =>
        new(
            $"prompts-{prompts.Task}-{prompts.Metric}-differences",
            $"{Names.MetricFirst(prompts.Metric)} of {prompts.Task} against {prompts.Reference} by prompt",
            [
                new("model", "model"),
                .. prompts.Prompts.Select(prompt => new Column(prompt, prompt + Points(prompts), true)),
                .. Mean("mean difference" + Points(prompts)),
                new("prompt_sd", "between prompts (sd)" + Points(prompts), true),
                new("holds", "holds"),
                new("note", "note"),
            ],
            [
                .. prompts.Differences.Select(model =>
                    (ImmutableArray<Cell>)
                        [
                            model.Model,
                            .. model.Values.Select(value => Signed(prompts, value)),
                            .. Cells(prompts, model, Signed),
                            Value(prompts, model.Effects?.ConditionDeviation),
                            PromptText.Holds(prompts, model) ?? Show.Undefined,
                            PromptText.Note(model),
                        ]
                ),
            ]
        );

    private static Column[] Mean(string title) =>
        [new("mean", title, true), new("mean_low", "low", true), new("mean_high", "high", true)];

    private static Cell[] Cells(
        PromptComparison prompts,
        PromptEffects model,
        Func<PromptComparison, double?, Cell> cell
    ) => [cell(prompts, model.Mean.Value), cell(prompts, model.Mean.Low), cell(prompts, model.Mean.High)];

    private static string Title(PromptComparison prompts, string title) => prompts.IsShare ? $"{title}, %" : title;

    private static string Points(PromptComparison prompts) => prompts.IsShare ? ", points" : "";

    private static Cell Value(PromptComparison prompts, double? value) =>
        Cell.Of(value, Scale(prompts), prompts.IsShare ? 1 : 3);

    private static Cell Signed(PromptComparison prompts, double? value) =>
        value is { } number
            ? Cell.Of(number, Show.Signed(number * Scale(prompts), prompts.IsShare ? 1 : 3))
            : Cell.None;

    private static Cell Share(double? share) => Cell.Of(share, 100, 1);

    private static double Scale(PromptComparison prompts) => prompts.IsShare ? 100 : 1;
}
