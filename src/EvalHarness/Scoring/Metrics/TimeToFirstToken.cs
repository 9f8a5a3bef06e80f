using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// A quantile of the time from sending a request to the first token of its streamed response, in seconds; lower is better.
/// The weighted type 7 of Hyndman and Fan 1996 (10.1080/00031305.1996.10473566). Responses that came whole are left out and counted:
/// only a model with <c>stream: true</c> is timed.
/// </summary>
/// <param name="Quantile">Which quantile, in [0, 1]; 0.5, the median, by default.</param>
[Keyword("time_to_first_token")]
public sealed record TimeToFirstToken(double Quantile = 0.5) : IWeightedMetric
{
    /// <summary>The share of responses that lie below, in [0, 1].</summary>
    public double Quantile { get; init; } =
        Quantile is >= 0 and <= 1 ? Quantile : throw new ArgumentException("must lie in [0, 1]", nameof(Quantile));

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"time_to_first_token_p{100 * Quantile}");

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public (double Low, double High) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public int Columns => 1;

    /// <inheritdoc/>
    public bool Observe(in ScoredSample sample, Span<double> columns)
    {
        columns[0] = sample.FirstToken?.TotalSeconds ?? 0;
        return sample.FirstToken is not null;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights) =>
        WeightedQuantile.Of(rows, weights, Quantile);
}
