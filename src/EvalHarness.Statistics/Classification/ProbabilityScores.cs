using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Classification;

/// <summary>
/// Proper scores of stated probabilities; lower is better. A probability outside [0, 1] is undefined (null), as is an empty
/// column. Held against scikit-learn 1.2.1 (log_loss, brier_score_loss) and explicit formulas in NumPy.
/// </summary>
public static class ProbabilityScores
{
    /// <summary>
    /// Mean squared distance of probability and outcome. Source: Brier, "Verification of forecasts expressed in terms of
    /// probability", 1950, 10.1175/1520-0493(1950)078.
    /// </summary>
    /// <param name="probability">Probability of the positive outcome, one value an item.</param>
    /// <param name="outcome">1 where it happened, 0 where not.</param>
    /// <param name="weights">One weight an item; empty means 1 each.</param>
    public static double? Brier(
        ReadOnlySpan<double> probability,
        ReadOnlySpan<double> outcome,
        ReadOnlySpan<double> weights = default
    ) => Mean(probability, outcome, weights, static (p, y) => (p - y) * (p - y));

    /// <summary>
    /// Mean negative natural logarithm of the probability of what happened, clipped to [epsilon, 1 - epsilon]. Source: Good,
    /// "Rational Decisions", 1952, 10.1111/j.2517-6161.1952.tb00104.x.
    /// </summary>
    /// <inheritdoc cref="Brier"/>
    /// <param name="probability">Probability of the positive outcome, one value an item.</param>
    /// <param name="outcome">1 where it happened, 0 where not.</param>
    /// <param name="epsilon">The clip, so that a certain mistake costs -ln(epsilon) rather than infinity.</param>
    /// <param name="weights">One weight an item; empty means 1 each.</param>
    public static double? LogLoss(
        ReadOnlySpan<double> probability,
        ReadOnlySpan<double> outcome,
        double epsilon = 1e-15,
        ReadOnlySpan<double> weights = default
    )
    {
        Require.Probability(epsilon, nameof(epsilon));
        return Mean(
            probability,
            outcome,
            weights,
            (p, y) =>
            {
                double clipped = Math.Clamp(p, epsilon, 1 - epsilon);
                return -((y * Math.Log(clipped)) + ((1 - y) * Math.Log(1 - clipped)));
            }
        );
    }

    /// <summary>
    /// Log loss over classes: minus the logarithm of the clipped probability of the true class. Rows are taken as they are;
    /// scikit-learn 1.2.1 brings them to sum one first. See <see cref="LogLoss"/>.
    /// </summary>
    /// <param name="probabilities">Row-major: one row an item, one column a class.</param>
    /// <param name="truth">Index of the true class of each item.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="epsilon">The clip.</param>
    public static double? MulticlassLogLoss(
        ReadOnlySpan<double> probabilities,
        ReadOnlySpan<int> truth,
        int classes,
        double epsilon = 1e-15
    )
    {
        Require.Probability(epsilon, nameof(epsilon));
        double sum = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            double stated = Row(probabilities, truth, classes, i)[truth[i]];
            sum -= Math.Log(Math.Clamp(stated, epsilon, 1 - epsilon));
        }
        return truth.IsEmpty || OutOfRange(probabilities) ? null : sum / truth.Length;
    }

    /// <summary>Brier score over classes: the squared distances summed over classes, in [0, 2]. See <see cref="Brier"/>.</summary>
    /// <inheritdoc cref="MulticlassLogLoss"/>
    public static double? MulticlassBrier(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> truth, int classes)
    {
        double sum = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            var row = Row(probabilities, truth, classes, i);
            for (int k = 0; k < classes; k++)
            {
                double gap = row[k] - (k == truth[i] ? 1 : 0);
                sum += gap * gap;
            }
        }
        return truth.IsEmpty || OutOfRange(probabilities) ? null : sum / truth.Length;
    }

    /// <summary>Share of items whose true class is among the k most probable; ties go to the lower index.</summary>
    /// <inheritdoc cref="MulticlassLogLoss"/>
    /// <param name="probabilities">Row-major: one row an item, one column a class.</param>
    /// <param name="truth">Index of the true class of each item.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="k">How many classes count, at least 1.</param>
    public static double? TopAccuracy(
        ReadOnlySpan<double> probabilities,
        ReadOnlySpan<int> truth,
        int classes,
        int k = 1
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        Require.Values(probabilities, nameof(probabilities), atLeast: 0);
        int hits = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            var row = Row(probabilities, truth, classes, i);
            int ahead = 0;
            for (int j = 0; j < classes; j++)
            {
                ahead += row[j] > row[truth[i]] || (row[j].Equals(row[truth[i]]) && j < truth[i]) ? 1 : 0;
            }
            hits += ahead < k ? 1 : 0;
        }
        return truth.IsEmpty ? null : (double)hits / truth.Length;
    }

    private static ReadOnlySpan<double> Row(ReadOnlySpan<double> values, ReadOnlySpan<int> truth, int classes, int i)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, truth.Length * classes, nameof(values));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)truth[i], (uint)classes, nameof(truth));
        return values.Slice(i * classes, classes);
    }

    private static double? Mean(
        ReadOnlySpan<double> probability,
        ReadOnlySpan<double> outcome,
        ReadOnlySpan<double> weights,
        Func<double, double, double> loss
    )
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(outcome.Length, probability.Length);
        Require.Values(outcome, nameof(outcome), atLeast: 0);
        Require.Weights(weights, probability.Length);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < probability.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            sum += weight > 0 ? weight * loss(probability[i], outcome[i]) : 0;
            total += weight;
        }
        return total > 0 && !OutOfRange(probability) ? sum / total : null;
    }

    private static bool OutOfRange(ReadOnlySpan<double> probabilities)
    {
        foreach (double p in probabilities)
        {
            if (!(p is >= 0 and <= 1))
            {
                return true;
            }
        }
        return false;
    }
}
