namespace EvalHarness.Statistics.Intervals;

/// <summary>One estimated quantity with its interval, and how both were made, so that a report can say so in one sentence.</summary>
/// <param name="Value">The point estimate; null where it is undefined (<paramref name="Note"/> says why).</param>
/// <param name="Low">Lower limit of the interval; null where no interval is defined.</param>
/// <param name="High">Upper limit of the interval; null where no interval is defined.</param>
/// <param name="Level">Confidence level of the interval, in (0, 1).</param>
/// <param name="N">Number of values behind the estimate (items, or pairs of items).</param>
/// <param name="Clusters">Number of clusters, the units that were taken as independent; equals <paramref name="N"/> without clusters.</param>
/// <param name="Method">The method as a report prints it, such as "paired t" or "BCa cluster bootstrap".</param>
/// <param name="Resamples">Number of resamples; null for methods that draw none.</param>
/// <param name="Seed">Seed of the resamples; null for methods that draw none.</param>
/// <param name="Note">What the reader must know (few clusters, why undefined); null where there is nothing to say.</param>
public sealed record Estimate(
    double? Value,
    double? Low,
    double? High,
    double Level,
    long N,
    long Clusters,
    string Method,
    int? Resamples = null,
    ulong? Seed = null,
    string? Note = null
)
{
    /// <summary>The standard error that the method worked with; null where it has none.</summary>
    public double? StandardError { get; init; }

    /// <summary>
    /// Number of clusters of one size that would weigh as much as these, in [1, <see cref="Clusters"/>]; null without clusters.
    /// </summary>
    public double? EffectiveClusters { get; init; }

    /// <summary>Whether the interval exists and leaves out that value.</summary>
    public bool Excludes(double value) => Low is { } low && High is { } high && (value < low || value > high);

    /// <summary>An estimate that does not exist, and why.</summary>
    public static Estimate Undefined(string why, double level, long n, long clusters, string method) =>
        new(null, null, null, level, n, clusters, method, Note: why);
}
