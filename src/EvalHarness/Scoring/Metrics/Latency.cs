using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// A quantile of the time that responses took, in seconds; lower is better. The weighted type 7 of Hyndman and Fan 1996
/// (10.1080/00031305.1996.10473566): whole weights give numpy.quantile on rows repeated so often. Its interval lies between two
/// of the times (order statistics), as far as there are enough of them: a 95th percentile has an upper limit from 72 on. Unknown
/// where a response came without its time.
/// </summary>
/// <param name="Quantile">Which quantile, in [0, 1]; 0.5, the median, by default.</param>
[Keyword("latency")]
public sealed record Latency(double Quantile = 0.5) : IWeightedMetric
{
    /// <summary>The share of responses that were faster, in [0, 1].</summary>
    public double Quantile { get; init; } =
        Quantile is >= 0 and <= 1 ? Quantile : throw new ArgumentException("must lie in [0, 1]", nameof(Quantile));

    /// <inheritdoc/>
    public string Name =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"latency_p{100 * Quantile}");

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public (double Low, double High) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public int Columns => 1;

    /// <inheritdoc/>
    public bool Observe(in ScoredSample sample, Span<double> columns)
    {
        columns[0] = sample.Latency?.TotalSeconds ?? 0;
        return sample.Latency is not null;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights) =>
        WeightedQuantile.Of(rows, weights, Quantile);
}
