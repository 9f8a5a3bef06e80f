using System.Diagnostics;
using EvalHarness.Core;
using EvalHarness.Scoring.Numbers;
using EvalHarness.Statistics.Agreement;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Correlation of the numbers answered with those of the (first) targets, in [-1, 1]. Equal to scipy 1.10.1 spearmanr, kendalltau
/// (tau-b) and pearsonr. Samples where either is no number are left out of the value, and the interval allows for any answers to them. Null for fewer
/// than two samples or a constant side.
/// </summary>
/// <param name="Kind">Which coefficient; spearman by default.</param>
[Keyword("rank_correlation")]
public sealed record RankCorrelation(CorrelationKind Kind = CorrelationKind.Spearman) : IWeightedMetric
{
    /// <inheritdoc/>
    public string Name => Kind.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public (double Low, double High) Range => (-1, 1);

    /// <inheritdoc/>
    public int Columns => 2;

    /// <inheritdoc/>
    public bool Observe(in ScoredSample sample, Span<double> columns)
    {
        var answer = sample.Answer is { } text ? NumericAnswers.Parse(text) : null;
        var target = sample.AllTargets() is [var first, ..] ? NumericAnswers.Parse(first) : null;
        columns[0] = answer?.Fraction ?? 0;
        columns[1] = target?.Fraction ?? 0;
        return answer is not null && target is not null;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights)
    {
        double[] answers = rows.Column(0, Columns);
        double[] targets = rows.Column(1, Columns);
        return Kind switch
        {
            CorrelationKind.Spearman => WeightedCorrelations.Spearman(answers, targets, weights),
            CorrelationKind.Kendall => WeightedCorrelations.Kendall(answers, targets, weights),
            CorrelationKind.Pearson => WeightedCorrelations.Pearson(answers, targets, weights),
            _ => throw new UnreachableException(),
        };
    }
}
