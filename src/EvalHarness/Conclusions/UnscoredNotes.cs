using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Evaluators;

namespace EvalHarness.Conclusions;

/// <summary>Says how many responses an evaluator has no score for, and why the first has none; ids and reasons only.</summary>
internal static class UnscoredNotes
{
    /// <summary>One line a metric and model.</summary>
    /// <param name="table">The run with its scores.</param>
    public static IEnumerable<string> Of(ScoreTable table) =>
        from task in table.Tasks
        from metric in task.Metrics.Index()
        where metric.Item is EvaluatorMetric
        from model in Enumerable.Range(0, task.Models.Length)
        let note = Of(task, model, metric.Index)
        where note is not null
        select note;

    private static string? Of(TaskScores task, int model, int metric)
    {
        var cells = task.Cells[model];
        string name = task.Metrics[metric].Name;
        int[] responses = [.. Enumerable.Range(0, cells.Outcomes.Length).Where(at => cells.Outcomes[at].HasResponse())];
        int[] without = Array.FindAll(responses, cell => !task.IsScored(model, metric, cell));
        if (without.Length == 0)
        {
            return null;
        }

        string why =
            cells.Evaluations[without[0]].FirstOrDefault(said => said.Name == name)?.Failure
            ?? "the run was scored before it had this metric";
        return FormattableString.Invariant(
            $"{task.Task.Name}: {without.Length:N0} of {responses.Length:N0} answers of {task.Models[model].Name} have no score by {name}: {why} (sample {task.Samples[without[0] / task.Task.Epochs].Id}); they count as missing."
        );
    }
}
