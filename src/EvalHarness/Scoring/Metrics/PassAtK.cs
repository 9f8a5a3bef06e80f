using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Chance that at least one of k answers to a sample is right, drawn from its repeats without replacement; the mean over samples. The
/// unbiased estimator of Chen et al., "Evaluating Large Language Models Trained on Code", 2021, arXiv:2107.03374. A sample with fewer than
/// k responses is left out, and counted as missing.
/// </summary>
/// <param name="K">How many of the repeats are drawn; the task needs as many <c>repeats</c>.</param>
/// <param name="Of">Metric that says right or wrong of one answer, such as <c>numeric_match</c>; equality with a target by default.</param>
[Keyword("pass@k")]
public sealed record PassAtK([Range(1, 1000)] int K, IMeasure? Of = null) : IRepeatedMetric
{
    /// <summary>The metric by which one answer is right or wrong; null for equality with a target.</summary>
    public IMeasure? Of { get; init; } = Repeated.Checked(Of);

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"pass@{K}");

    /// <inheritdoc/>
    public int Width => Repeated.Width;

    /// <inheritdoc/>
    public bool IsMean => true;

    /// <inheritdoc/>
    public int Fewest => K;

    /// <inheritdoc/>
    public IMetric Over(ImmutableArray<string> labels) => this with { Of = (Of as IMetric)?.Over(labels) };

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => Repeated.Observe(Of, sample, statistics);

    /// <inheritdoc/>
    public void Gather(ReadOnlySpan<string?> answers, Span<double> vectors)
    {
        var (attempts, correct) = Repeated.Count(vectors);
        Repeated.Put(vectors, attempts < K ? null : Statistics.Agreement.PassAtK.Any(attempts, correct, K));
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);
}
