using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Mean recall over the classes that occur in gold. Equal to scikit-learn 1.2.1 balanced_accuracy_score. Null where there is
/// no sample.
/// </summary>
[Keyword("balanced_accuracy")]
public sealed record BalancedAccuracy : IMetric
{
    private ImmutableArray<string> labels = [];

    /// <inheritdoc/>
    public string Name => "balanced_accuracy";

    /// <inheritdoc/>
    public int Width => ClassVector.Width(labels);

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
        var hits = ClassVector.Hits(totals, classes);
        var gold = ClassVector.Gold(totals, classes);
        double sum = 0;
        int present = 0;
        for (int i = 0; i < classes; i++)
        {
            sum += gold[i] > 0 ? hits[i] / gold[i] : 0;
            present += gold[i] > 0 ? 1 : 0;
        }
        return present > 0 ? sum / present : null;
    }
}
