using EvalHarness.Core;
using EvalHarness.Statistics.Classification;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Precision averaged over the recall gained at each distinct score. Equal to scikit-learn 1.2.1 average_precision_score. With a positive label its class probability is the score and the target the outcome; without
/// one the confidence is the score and being right the outcome, so that it tells how well confidence finds errors. Samples
/// without the score are left out. Null without positive samples.
/// </summary>
/// <param name="Positive">The label that counts as positive; by default none, and being right is what counts.</param>
[Keyword("average_precision")]
public sealed record AveragePrecision(string? Positive = null) : IWeightedMetric
{
    /// <inheritdoc/>
    public string Name => "average_precision";

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public int Columns => 2;

    /// <inheritdoc/>
    public bool Observe(in ScoredSample sample, Span<double> columns) => BinaryColumns.Write(sample, Positive, columns);

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights) =>
        RankingScores.AveragePrecision(rows.Column(0, Columns), rows.Column(1, Columns), weights);
}
