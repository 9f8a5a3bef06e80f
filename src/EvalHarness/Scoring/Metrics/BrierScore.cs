using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Mean squared distance of confidence and outcome (right 1, wrong 0), in [0, 1]; lower is better. Equal to scikit-learn 1.2.1
/// brier_score_loss of being right. Samples without confidence are left out.
/// </summary>
[Keyword("brier")]
public sealed record BrierScore : IWeightedMetric
{
    /// <inheritdoc/>
    public string Name => "brier";

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public int Columns => 1;

    /// <inheritdoc/>
    public bool Observe(in ScoredSample sample, Span<double> columns)
    {
        if (sample.Confidence is not { } confidence)
        {
            return false;
        }
        double gap = confidence - (sample.IsRight() ? 1 : 0);
        columns[0] = gap * gap;
        return true;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights) => WeightedRows.Mean(rows, weights);
}
