using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;

namespace EvalHarness.Logs;

/// <summary>One response to its line of scores: a pure function.</summary>
internal static class ResponseScorer
{
    /// <summary>Scores a response.</summary>
    /// <param name="scoring">How its task is scored.</param>
    /// <param name="sample">The sample asked about.</param>
    /// <param name="targets">Its targets in canonical form.</param>
    /// <param name="response">The response.</param>
    /// <param name="evaluations">What evaluators said of it; empty where none was asked.</param>
    /// <param name="verdicts">Scores of the task's judges; null where it has none.</param>
    /// <param name="labels">Mean scores that people gave, by judge; null where nobody was asked.</param>
    /// <param name="judgingUsd">What judging it costs, in US dollars; NaN where that is unknown.</param>
    public static ScoreLine Score(
        TaskScoring scoring,
        Sample sample,
        ImmutableArray<string> targets,
        Response response,
        ImmutableArray<EvaluatorFinding> evaluations,
        IReadOnlyDictionary<string, double?>? verdicts = null,
        IReadOnlyDictionary<string, double>? labels = null,
        double judgingUsd = 0
    )
    {
        var (outcome, answer) = scoring.Resolve(response, sample);
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
            Labels = labels,
            Fields = sample.Fields,
            Evaluated = Values(evaluations),
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
            JudgingUsd = judgingUsd is > 0 ? judgingUsd : null,
            IsJudgingUnpriced = double.IsNaN(judgingUsd),
            LatencySeconds = ResponseLine.Seconds(response.Latency),
            Attempts = response.Attempts,
            Route = RouteLine.From(response.Route),
            Remarks = RemarkLine.From(response.Remarks),
            Failure = FailureLine.Class(response.Failure),
            Scores = outcome.IsMissing() ? null : Observe(scoring, scored),
            Evaluations = EvaluationLine.From(evaluations),
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

    private static Dictionary<string, double>? Values(ImmutableArray<EvaluatorFinding> evaluations) =>
        evaluations.IsEmpty
            ? null
            : evaluations
                .Where(said => said.Value is not null)
                .DistinctBy(said => said.Name)
                .ToDictionary(said => said.Name, said => said.Value!.Value, StringComparer.Ordinal);

    private static Dictionary<string, StatisticsVector> Observe(TaskScoring scoring, in ScoredSample scored)
    {
        var scores = new Dictionary<string, StatisticsVector>(scoring.MetricNames.Length, StringComparer.Ordinal);
        foreach (var metric in scoring.Metrics)
        {
            double[] statistics = new double[metric.Width];
            metric.Observe(scored, statistics);
            if (metric is not EvaluatorMetric || statistics[1] > 0)
            {
                scores[metric.Name] = new StatisticsVector(statistics);
            }
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
