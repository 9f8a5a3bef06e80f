using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Statistics.Classification;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Cohen's kappa of answers and targets: agreement beyond chance, at most 1. Equal to scikit-learn 1.2.1 cohen_kappa_score, but
/// that all answers that are no label make one class together, the last. Null where all answers and targets are of one class.
/// </summary>
/// <param name="Weights">What a disagreement weighs: none weighs all alike (the default), linear and quadratic weigh it by the distance in the order of the labels.</param>
[Keyword("cohen_kappa")]
public sealed record Kappa(KappaWeights Weights = KappaWeights.None) : IMetric
{
    private ImmutableArray<string> labels = [];

    /// <inheritdoc/>
    public string Name => "cohen_kappa";

    /// <inheritdoc/>
    public int Width => ClassVector.Width(labels) + 1;

    /// <inheritdoc/>
    public (double Low, double High) Range => (-1, 1);

    private int Power =>
        Weights switch
        {
            KappaWeights.None => 0,
            KappaWeights.Linear => 1,
            KappaWeights.Quadratic => 2,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <inheritdoc/>
    public IMetric Over(ImmutableArray<string> labels) => this with { labels = labels };

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        if (ClassVector.Observe(sample, labels, statistics) is { } cell)
        {
            statistics[^1] = ConfusionMatrix.Disagreement(cell.Gold, cell.Predicted, Power);
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals)
    {
        int classes = ClassVector.Classes(labels);
        return ConfusionMatrix.Kappa(
            totals[^1],
            ClassVector.Gold(totals, classes),
            ClassVector.Predicted(totals, classes),
            Power
        );
    }
}
