using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>Share of samples whose parsed answer is one of the targets, both in canonical form. Equal to scikit-learn 1.2.1 accuracy_score on
/// the answers; without an answer a sample is wrong. Numbers of which one bears a percent or basis point sign are compared in plain units,
/// as numeric_match does: 14.1 % is 0.141.</summary>
[Keyword("accuracy")]
public sealed record Accuracy : IMetric
{
    /// <inheritdoc/>
    public string Name => "accuracy";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics.Put(sample.IsRight());

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);
}
