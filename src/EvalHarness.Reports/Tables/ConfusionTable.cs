using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>The confusion counts of all models, one row a cell of a matrix.</summary>
internal static class ConfusionTable
{
    /// <summary>What stands for an answer that was not usable.</summary>
    public const string NoAnswer = "no usable answer";

    public static ReportTable Of(TaskView view) =>
        new(
            "confusion",
            "Targets and answers",
            [
                new("model", "model"),
                new("target", "target"),
                new("answer", "answer"),
                new("count", "count", true),
                new("share_of_target", "share of the target", true),
            ],
            [.. view.Task.Models.Where(model => model.Confusion is not null).SelectMany(model => Rows(view, model))]
        );

    /// <summary>The labels of the columns.</summary>
    public static ImmutableArray<string> Answers(TaskComparison task) => [.. task.Labels, NoAnswer];

    private static IEnumerable<ImmutableArray<Cell>> Rows(TaskView view, ModelSummary model)
    {
        var (labels, answers) = (view.Task.Labels, Answers(view.Task));
        for (int target = 0; target < labels.Length; target++)
        {
            var row = model.Confusion!.Value[target];
            long total = row.Sum();
            for (int answer = 0; answer < row.Length; answer++)
            {
                double? share = total == 0 ? null : (double)row[answer] / total;
                yield return
                [
                    model.Model,
                    labels[target],
                    answers[answer],
                    Cell.Of(row[answer]),
                    Cell.Of(share, share is { } s ? Show.Percent(s) : Show.Undefined),
                ];
            }
        }
    }
}
