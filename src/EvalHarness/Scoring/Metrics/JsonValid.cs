using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Share of responses with an answer that can be read: for <c>answer: json</c> those with JSON that the schema allows, whether it is right or not.
/// Ours.
/// </summary>
[Keyword("json_valid")]
public sealed record JsonValid : IMetric
{
    /// <inheritdoc/>
    public string Name => "json_valid";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics.Put(sample.Answer is not null);

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);
}
