using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Mean price of a response in US dollars; lower is better. Null where any price is unknown: unknown is never 0. Ours.
/// </summary>
[Keyword("cost")]
public sealed record Cost : IMetric
{
    /// <inheritdoc/>
    public string Name => "cost";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public (double Low, double High) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public int Width => 3;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        statistics[0] = (double)(sample.CostUsd ?? 0);
        statistics[1] = 1;
        statistics[2] = sample.CostUsd is null ? 1 : 0;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => totals[2] > 0 ? null : Scored.Ratio(totals);
}
