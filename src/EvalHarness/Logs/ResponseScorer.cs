using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring;

namespace EvalHarness.Logs;

/// <summary>One response to its line of scores: a pure function.</summary>
internal static class ResponseScorer
{
    /// <summary>Scores a response.</summary>
    /// <param name="scoring">How its task is scored.</param>
    /// <param name="sample">The sample asked about.</param>
    /// <param name="targets">Its targets in canonical form.</param>
    /// <param name="response">The response.</param>
    /// <param name="verdicts">Scores of the task's judges; null where it has none.</param>
    public static ScoreLine Score(
        TaskScoring scoring,
        Sample sample,
        ImmutableArray<string> targets,
        Response response,
        IReadOnlyDictionary<string, double?>? verdicts = null
    )
    {
        var (outcome, answer) = scoring.Resolve(response);
        double? confidence = AnswerConfidence.Of(response, answer.Value);
        var scored = new ScoredSample(answer.Value, targets, outcome)
        {
            Text = response.Text,
            Confidence = confidence,
            Probabilities = response.Probabilities.Count == 0 ? null : response.Probabilities,
            CostUsd = response.CostUsd,
            Latency = response.Latency,
            FirstToken = response.Stream?.FirstToken,
            TokensPerSecond = response.TokensPerSecond,
            Verdicts = verdicts,
            Fields = sample.Fields,
        };
        return new ScoreLine
        {
            Task = scoring.Task.Name,
            Sample = sample.Id,
            Model = response.Model,
            Epoch = response.Epoch,
            Outcome = OutcomeWords.Word(outcome),
            Answer = answer.Value,
            Reason = answer.Reason,
            Confidence = confidence,
            Usage = UsageLine.From(response.Usage),
            CostUsd = response.CostUsd,
            LatencySeconds = ResponseLine.Seconds(response.Latency),
            Attempts = response.Attempts,
            Route = RouteLine.From(response.Route),
            Remarks = RemarkLine.From(response.Remarks),
            Failure = FailureLine.Class(response.Failure),
            Scores = outcome.IsMissing() ? null : Observe(scoring, scored),
        };
    }

    /// <summary>The line of a planned request that nothing came back for.</summary>
    public static ScoreLine NotRun(TaskScoring scoring, Sample sample, string model, int epoch) =>
        new()
        {
            Task = scoring.Task.Name,
            Sample = sample.Id,
            Model = model,
            Epoch = epoch,
            Outcome = OutcomeWords.Word(Outcome.NotRun),
            Reason = "not run",
        };

    private static Dictionary<string, StatisticsVector> Observe(TaskScoring scoring, in ScoredSample scored)
    {
        var scores = new Dictionary<string, StatisticsVector>(scoring.MetricNames.Length, StringComparer.Ordinal);
        foreach (var metric in scoring.Metrics)
        {
            double[] statistics = new double[metric.Width];
            metric.Observe(scored, statistics);
            scores[metric.Name] = new StatisticsVector(statistics);
        }
        foreach (var metric in scoring.WeightedMetrics)
        {
            double[] columns = new double[metric.Columns];
            if (metric.Observe(scored, columns))
            {
                scores[metric.Name] = new StatisticsVector(columns);
            }
        }
        return scores;
    }
}
