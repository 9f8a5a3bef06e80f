using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Statistics.Classification;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Matthews' correlation for any number of classes, in [-1, 1]; 0 where gold or answers are all of one class. Equal to
/// scikit-learn 1.2.1 matthews_corrcoef, but that all answers that are no label make one class together. Null where there is
/// no sample.
/// </summary>
[Keyword("mcc")]
public sealed record Mcc : IMetric
{
    private ImmutableArray<string> labels = [];

    /// <inheritdoc/>
    public string Name => "mcc";

    /// <inheritdoc/>
    public int Width => ClassVector.Width(labels);

    /// <inheritdoc/>
    public (double Low, double High) Range => (-1, 1);

    /// <inheritdoc/>
    public IMetric Over(ImmutableArray<string> labels) => this with { labels = labels };

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        ClassVector.Observe(sample, labels, statistics);
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals)
    {
        int classes = ClassVector.Classes(labels);
        double right = 0;
        foreach (double hit in ClassVector.Hits(totals, classes))
        {
            right += hit;
        }
        return ConfusionMatrix.Matthews(
            right,
            ClassVector.Gold(totals, classes),
            ClassVector.Predicted(totals, classes)
        );
    }
}
