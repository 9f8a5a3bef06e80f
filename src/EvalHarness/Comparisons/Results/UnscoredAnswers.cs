using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Evaluators;

namespace EvalHarness.Comparisons.Results;

/// <summary>Responses of a model that an evaluator has no score for: they count as missing.</summary>
/// <param name="Model">The model.</param>
/// <param name="Unscored">How many.</param>
/// <param name="Responses">Of how many responses.</param>
/// <param name="Why">Why the first has none; quotes neither prompt nor response.</param>
/// <param name="Sample">Id of its sample.</param>
public sealed record UnscoredAnswers(string Model, long Unscored, long Responses, string Why, string Sample)
{
    /// <summary>Counts them; null where every response has a score, or the metric is no evaluator's.</summary>
    /// <param name="scores">The task.</param>
    /// <param name="model">Place of the model.</param>
    /// <param name="metric">Place of the metric; negative where the task has none of the name.</param>
    /// <param name="among">Places of the cells that are looked at; all by default.</param>
    internal static UnscoredAnswers? Of(TaskScores scores, int model, int metric, IEnumerable<int>? among = null)
    {
        if (metric < 0 || scores.Metrics[metric] is not EvaluatorMetric rule)
        {
            return null;
        }

        var cells = scores.Cells[model];
        int[] responses =
        [
            .. (among ?? Enumerable.Range(0, cells.Outcomes.Length)).Where(at => cells.Outcomes[at].HasResponse()),
        ];
        int[] without = Array.FindAll(responses, cell => !scores.IsScored(model, metric, cell));
        return without.Length == 0
            ? null
            : new UnscoredAnswers(
                scores.Models[model].Name,
                without.Length,
                responses.Length,
                cells.Evaluations[without[0]].FirstOrDefault(said => said.Name == rule.Name)?.Failure
                    ?? "the run was scored before it had this metric",
                scores.Samples[without[0] / scores.Task.Epochs].Id
            );
    }
}
