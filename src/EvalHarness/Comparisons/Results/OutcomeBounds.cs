using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Scoring.Metrics;

namespace EvalHarness.Comparisons.Results;

/// <summary>How far the headline could move if every answer that is missing or unusable were wrong, or right.</summary>
internal static class OutcomeBounds
{
    public static (double? Worst, double? Best) Of(TaskScores scores, int model, int metric)
    {
        var rule = scores.Metrics[metric];
        if (rule is EvaluatorMetric or Judged)
        {
            return OfEvaluator(scores, model, metric);
        }

        var cells = scores.Cells[model];
        double[] statistics = cells.Statistics[metric];
        double[] worst = new double[rule.Width];
        double[] best = new double[rule.Width];
        for (int cell = 0; cell < cells.Outcomes.Length; cell++)
        {
            if (cells.Outcomes[cell] == Outcome.Answered)
            {
                var seen = statistics.AsSpan(cell * rule.Width, rule.Width);
                Add(worst, seen);
                Add(best, seen);
                continue;
            }

            var targets = scores.Samples[cell / scores.Task.Epochs].Targets;
            if (targets.Length == 0)
            {
                return (null, null);
            }

            Observe(rule, new ScoredSample(null, targets, Outcome.Unparsable), worst);
            Observe(rule, new ScoredSample(targets[0], targets, Outcome.Answered) { Text = targets[0] }, best);
        }

        var (low, high) = (rule.Value(worst), rule.Value(best));
        return rule.HigherIsBetter ? (low, high) : (high, low);
    }

    /// <summary>An evaluator, or a judge, says what it says of an unusable answer too: what it has no score for could be anything in its range.</summary>
    private static (double? Worst, double? Best) OfEvaluator(TaskScores scores, int model, int metric)
    {
        var rule = scores.Metrics[metric];
        double[] statistics = scores.Cells[model].Statistics[metric];
        var (sum, n, open) = (0d, 0, 0);
        for (int cell = 0; cell < scores.Cells[model].Outcomes.Length; cell++)
        {
            bool isScored = scores.IsScored(model, metric, cell);
            sum += isScored ? statistics[cell * rule.Width] : 0;
            open += isScored ? 0 : 1;
            n++;
        }

        var (low, high) = rule.Range;
        if (n == 0 || (open > 0 && (!double.IsFinite(low) || !double.IsFinite(high))))
        {
            return (null, null);
        }

        (low, high) = open == 0 ? (sum / n, sum / n) : ((sum + (open * low)) / n, (sum + (open * high)) / n);
        return rule.HigherIsBetter ? (low, high) : (high, low);
    }

    private static void Observe(IMetric rule, in ScoredSample sample, double[] total)
    {
        double[] vector = new double[rule.Width];
        rule.Observe(sample, vector);
        Add(total, vector);
    }

    private static void Add(double[] total, ReadOnlySpan<double> vector)
    {
        for (int i = 0; i < total.Length; i++)
        {
            total[i] += vector[i];
        }
    }
}
