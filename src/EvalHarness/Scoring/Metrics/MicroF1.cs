using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Statistics.Classification;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// F1 of the counts summed over the labels. Equal to scikit-learn 1.2.1
/// f1_score(labels=..., average="micro", zero_division=0). Classes are the labels of the task; an answer that is none of them misses its gold class and hits no other. A label without
/// gold items and predictions has F1 0. Null where there is no sample or no label.
/// </summary>
[Keyword("micro_f1")]
public sealed record MicroF1 : IMetric
{
    private ImmutableArray<string> labels = [];

    /// <inheritdoc/>
    public string Name => "micro_f1";

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
    public double? Value(ReadOnlySpan<double> totals) => ClassF1.Of(totals, labels, ClassScores.Micro);
}
