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

        if (rule is IRepeatedMetric repeated)
        {
            return OfRepeats(scores, model, metric, repeated);
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

    /// <summary>What the repeats come to with each that has no usable answer wrong, and with each right.</summary>
    private static (double? Worst, double? Best) OfRepeats(
        TaskScores scores,
        int model,
        int metric,
        IRepeatedMetric rule
    )
    {
        var cells = scores.Cells[model];
        int epochs = scores.Task.Epochs;
        double[] worst = new double[rule.Width];
        double[] best = new double[rule.Width];
        for (int sample = 0; sample < scores.Samples.Length; sample++)
        {
            var targets = scores.Samples[sample].Targets;
            if (targets.Length == 0)
            {
                return (null, null);
            }

            Gathered(sample, new ScoredSample(null, targets, Outcome.Unparsable), worst);
            Gathered(sample, new ScoredSample(targets[0], targets, Outcome.Answered) { Text = targets[0] }, best);
        }

        return (rule.Value(worst), rule.Value(best));

        // A repeat that was answered has its own rightness still in its vector.
        void Gathered(int sample, in ScoredSample unusable, double[] total)
        {
            string?[] answers = cells.Answers[(sample * epochs)..((sample + 1) * epochs)];
            double[] vectors = cells.Statistics[metric][
                (sample * epochs * rule.Width)..((sample + 1) * epochs * rule.Width)
            ];
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                if (cells.Outcomes[(sample * epochs) + epoch] != Outcome.Answered)
                {
                    answers[epoch] = unusable.Answer;
                    var vector = vectors.AsSpan(epoch * rule.Width, rule.Width);
                    vector.Clear();
                    rule.Observe(unusable, vector);
                }
            }

            rule.Gather(answers, vectors);
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                Add(total, vectors.AsSpan(epoch * rule.Width, rule.Width));
            }
        }
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
