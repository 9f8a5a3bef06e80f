using System.Collections.Immutable;
using EvalHarness.Conclusions;
using EvalHarness.Imports;

namespace EvalHarness.Cli.Views;

/// <summary>Logs of other tools as JSON for other programs.</summary>
internal static class ImportJson
{
    public static void Write(
        Terminal terminal,
        ImmutableArray<(ImportedLog Log, ImmutableArray<CheckedEvaluation> Evaluations)> looked
    ) =>
        JsonView.Write(
            terminal,
            looked.Select(one => new
            {
                one.Log.Tool,
                one.Log.Version,
                one.Log.Path,
                one.Log.Notes,
                evaluations = one.Evaluations.Select(Of),
            })
        );

    public static void Write(Terminal terminal, ImportedRun run) =>
        JsonView.Write(
            terminal,
            new
            {
                folder = run.Evaluation.Folder.Path,
                run.Models,
                run.Compared,
                run.Disagreements,
            }
        );

    private static object Of(CheckedEvaluation one) =>
        new
        {
            one.Evaluation.Task,
            one.Evaluation.TaskVersion,
            one.Evaluation.Model,
            one.Evaluation.Status,
            one.Evaluation.StartedAt,
            declared_samples = one.Evaluation.Samples,
            declared_epochs = one.Evaluation.Epochs,
            one.Samples,
            one.Answers,
            one.Epochs,
            one.Outcomes,
            one.Variants,
            answers_with_text = one.Texts,
            answers_with_question = one.Contents,
            answers_with_cost = one.Priced,
            cost_usd = one.Priced == 0 ? (decimal?)null : one.CostUsd,
            answers_with_tokens = one.Metered,
            answers_with_time = one.Timed,
            one.Evaluation.Protocol,
            scores = one.Totals.Select(total => new
            {
                total.Said.Metric,
                total.Said.Variant,
                said = total.Said.Value,
                total.Said.StandardError,
                total.Recomputed,
                total.Samples,
                total.Unscored,
                total.IsSame,
            }),
            one.Notes,
        };
}
