using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;

namespace EvalHarness.Comparisons.Results;

/// <summary>How far the headline could move if every answer that is missing or unusable were wrong, or right.</summary>
internal static class OutcomeBounds
{
    public static (double? Worst, double? Best) Of(TaskScores scores, int model, int metric)
    {
        var rule = scores.Metrics[metric];
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
