using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>The value of a metric if some units had answered otherwise: those first that it would change most.</summary>
/// <param name="rule">The metric, a formula of sums.</param>
/// <param name="scores">The scores of the task.</param>
/// <param name="matrix">What the metric saw of one model.</param>
internal sealed class TurnedAnswers(IMetric rule, TaskScores scores, SampleMatrix matrix)
{
    /// <summary>
    /// The values with 0, 1, ..., all units turned: to no usable answer in the order in which that hurts, or to the right one in the
    /// order in which that helps; the value before where it is undefined. Empty where all turned units have no value: then it is
    /// nothing that answers decide, such as money.
    /// </summary>
    public double[] To(int[] rows, ClusterIndex units, bool isRight)
    {
        double[] seen = matrix.ClusterTotals(rows, units);
        double[] turned = Turned(rows, units, isRight);
        double[] total = matrix.Total(rows);
        double now = rule.Value(total) ?? 0;
        double[] alone = new double[units.Count];
        for (int unit = 0; unit < alone.Length; unit++)
        {
            Move(total, seen, turned, unit, 1);
            alone[unit] = rule.Value(total) ?? now;
            Move(total, seen, turned, unit, -1);
        }

        double[] all = [.. total];
        for (int unit = 0; unit < alone.Length; unit++)
        {
            Move(all, seen, turned, unit, 1);
        }

        if (rule.Value(all) is null)
        {
            return [];
        }

        int sign = rule.HigherIsBetter == isRight ? -1 : 1;
        double[] values = new double[units.Count + 1];
        values[0] = now;
        foreach (var (place, unit) in Enumerable.Range(0, units.Count).OrderBy(unit => sign * alone[unit]).Index())
        {
            Move(total, seen, turned, unit, 1);
            values[place + 1] = rule.Value(total) ?? values[place];
        }

        return values;
    }

    private void Move(double[] total, double[] from, double[] to, int unit, int sign)
    {
        for (int i = 0; i < total.Length; i++)
        {
            total[i] += sign * (to[(unit * rule.Width) + i] - from[(unit * rule.Width) + i]);
        }
    }

    /// <summary>What the metric would have seen of the units, as often as they answered.</summary>
    private double[] Turned(int[] rows, ClusterIndex units, bool isRight)
    {
        double[] totals = new double[units.Count * rule.Width];
        double[] vector = new double[rule.Width];
        for (int i = 0; i < rows.Length; i++)
        {
            var targets = scores.Samples[rows[i]].Targets;
            string? answer = isRight ? targets[0] : null;
            var outcome = answer is null ? Outcome.Unparsable : Outcome.Answered;
            Array.Clear(vector);
            rule.Observe(new ScoredSample(answer, targets, outcome) { Text = answer }, vector);
            for (int j = 0; j < vector.Length; j++)
            {
                totals[(units.Of[i] * rule.Width) + j] += matrix.Answered[rows[i]] * vector[j];
            }
        }

        return totals;
    }
}
