using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Mean negative natural logarithm of the probability given to the truth; lower is better. With class probabilities equal to
/// scikit-learn 1.2.1 log_loss on rows that sum to one; without them it is the log loss of being right, from the confidence.
/// Samples without either are left out.
/// </summary>
/// <param name="Epsilon">Probabilities are clipped to [epsilon, 1 - epsilon]; 1e-15 by default.</param>
[Keyword("log_loss")]
public sealed record LogLoss(double Epsilon = 1e-15) : IWeightedMetric
{
    /// <inheritdoc/>
    public string Name => "log_loss";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public (double Low, double High) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public int Columns => 1;

    /// <inheritdoc/>
    public bool Observe(in ScoredSample sample, Span<double> columns)
    {
        if (Probability(sample) is not { } probability)
        {
            return false;
        }
        columns[0] = -Math.Log(Math.Clamp(probability, Epsilon, 1 - Epsilon));
        return true;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights) => WeightedRows.Mean(rows, weights);

    private static double? Probability(in ScoredSample sample)
    {
        if (sample.Probabilities is not { } classes)
        {
            return sample.IsRight() ? sample.Confidence : 1 - sample.Confidence;
        }
        double? best = null;
        foreach (string target in sample.AllTargets())
        {
            best = Math.Max(best ?? 0, classes.GetValueOrDefault(target));
        }
        return best;
    }
}
