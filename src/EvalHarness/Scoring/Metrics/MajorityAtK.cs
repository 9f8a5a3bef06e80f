using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;
using EvalHarness.Statistics.Agreement;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Chance that the most frequent of k answers to a sample is right, drawn from its repeats without replacement; the mean over samples.
/// Exact over all draws; of answers that tie, each is taken with the same chance. Votes as in Wang et al., "Self-Consistency Improves Chain of
/// Thought Reasoning in Language Models", 2023, arXiv:2203.11171. Right answers vote together however they are written, and so do answers
/// that cannot be read, for none. A sample with fewer than k responses is left out, and counted as missing.
/// </summary>
/// <param name="K">How many of the repeats are drawn; the task needs as many <c>repeats</c>.</param>
/// <param name="Of">Metric that says right or wrong of one answer, such as <c>numeric_match</c>; equality with a target by default.</param>
[Keyword("maj@k")]
public sealed record MajorityAtK([Range(1, 1000)] int K, IMeasure? Of = null) : IRepeatedMetric
{
    /// <summary>The metric by which one answer is right or wrong; null for equality with a target.</summary>
    public IMeasure? Of { get; init; } = Repeated.Checked(Of);

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"maj@{K}");

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
        Repeated.Put(vectors, attempts < K ? null : Majority(answers, vectors, correct));
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);

    private double Majority(ReadOnlySpan<string?> answers, ReadOnlySpan<double> vectors, int correct)
    {
        var votes = new Dictionary<string, int>(StringComparer.Ordinal);
        int silent = 0;
        for (int i = 0; i < answers.Length; i++)
        {
            var vector = vectors.Slice(i * Repeated.Width, Repeated.Width);
            bool isWrong = vector[1] > 0 && vector[2] == 0;
            if (isWrong && answers[i] is { } answer)
            {
                votes[answer] = votes.GetValueOrDefault(answer) + 1;
            }
            silent += isWrong && answers[i] is null ? 1 : 0;
        }
        return Voting.MajorityAtK(correct, silent == 0 ? [.. votes.Values] : [.. votes.Values, silent], K);
    }
}
