using EvalHarness.Core;
using EvalHarness.Scoring;

namespace Team.Evals;

/// <summary>Share of answers that are as long as their target.</summary>
/// <param name="Within">Characters that they may differ by, 0 by default.</param>
[Keyword("same_length")]
public sealed record SameLength(int Within = 0) : IMetric
{
    /// <inheritdoc/>
    public string Name => "same_length";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        int? length = sample.Answer?.Length;
        statistics[0] = sample.Targets.Any(target => Math.Abs((target.Length - length) ?? int.MaxValue) <= Within)
            ? 1
            : 0;
        statistics[1] = 1;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? totals[0] / totals[1] : null;
}
