using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>What serving costs where GPUs are rented by the hour: a staircase of whole replicas.</summary>
/// <param name="PricePerGpuHour">Price of one GPU for one hour.</param>
/// <param name="RpsPerReplica">Answers a second that one replica gives when fully busy.</param>
/// <param name="GpusPerReplica">GPUs that one replica needs; 1 by default.</param>
/// <param name="TargetUtilisation">The share of its capacity at which a replica is run; 0.7 by default.</param>
/// <param name="PeakFactor">The busiest second over the average one; 1 by default.</param>
/// <param name="MinReplicas">Replicas that run however small the volume; 1 by default.</param>
/// <param name="Share">The share of the volume that goes this way; 1 by default.</param>
/// <param name="Purchase">What owning the GPUs would cost, to ask whether they are used enough; not asked by default.</param>
[Keyword("gpu")]
public sealed record GpuSpec(
    [Range(0, double.MaxValue)] Quantity PricePerGpuHour,
    [Range(0, double.MaxValue, MinimumIsExclusive = true)] Quantity RpsPerReplica,
    [Range(0, double.MaxValue)] Quantity? GpusPerReplica = null,
    [Range(0, 1, MinimumIsExclusive = true)] Quantity? TargetUtilisation = null,
    [Range(0, double.MaxValue)] Quantity? PeakFactor = null,
    [Range(0, double.MaxValue)] Quantity? MinReplicas = null,
    [Range(0, double.MaxValue)] Quantity? Share = null,
    PurchaseSpec? Purchase = null
)
{
    /// <summary>Hours in a month: a twelfth of 365 days.</summary>
    public const double HoursPerMonth = 730;

    /// <summary>Seconds in a month: a twelfth of 365 days.</summary>
    public const double SecondsPerMonth = 2_628_000;

    /// <summary>GPUs that one replica needs.</summary>
    public Quantity GpusPerReplica { get; init; } = GpusPerReplica ?? 1.0;

    /// <summary>The share of its capacity at which a replica is run.</summary>
    public Quantity TargetUtilisation { get; init; } = TargetUtilisation ?? 0.7;

    /// <summary>The busiest second over the average one.</summary>
    public Quantity PeakFactor { get; init; } = PeakFactor ?? 1.0;

    /// <summary>Replicas that run however small the volume.</summary>
    public Quantity MinReplicas { get; init; } = MinReplicas ?? 1.0;

    /// <summary>The share of the volume that goes this way.</summary>
    public Quantity Share { get; init; } = Share ?? 1.0;
}
