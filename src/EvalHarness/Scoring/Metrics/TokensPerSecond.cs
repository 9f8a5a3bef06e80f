using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// A quantile of the tokens a second with which responses were written after their first token, (tokens - 1) / (latency - time to the
/// first token); higher is better. How fast a server writes depends on how much it has to do at a time: compare at the same
/// <c>in_flight</c>.
/// The weighted type 7 of Hyndman and Fan 1996 (10.1080/00031305.1996.10473566). Responses that came whole are left out and counted:
/// only a model with <c>stream: true</c> is timed.
/// </summary>
/// <param name="Quantile">Which quantile, in [0, 1]; 0.5, the median, by default.</param>
[Keyword("tokens_per_second")]
public sealed record TokensPerSecond(double Quantile = 0.5) : IWeightedMetric
{
    /// <summary>The share of responses that lie below, in [0, 1].</summary>
    public double Quantile { get; init; } =
        Quantile is >= 0 and <= 1 ? Quantile : throw new ArgumentException("must lie in [0, 1]", nameof(Quantile));

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"tokens_per_second_p{100 * Quantile}");

    /// <inheritdoc/>
    public bool HigherIsBetter => true;

    /// <inheritdoc/>
    public (double Low, double High) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public int Columns => 1;

    /// <inheritdoc/>
    public bool Observe(in ScoredSample sample, Span<double> columns)
    {
        columns[0] = sample.TokensPerSecond ?? 0;
        return sample.TokensPerSecond is not null;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights) =>
        WeightedQuantile.Of(rows, weights, Quantile);
}
