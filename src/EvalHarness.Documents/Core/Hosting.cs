using System.ComponentModel.DataAnnotations;

namespace EvalHarness.Core;

/// <summary>What a self-hosted model costs: money per hour, turned into money per answer by the measured throughput.</summary>
/// <param name="PricePerGpuHour">US dollars per hour of one GPU (or one machine, when no GPU is used).</param>
/// <param name="Gpus">GPUs that one replica occupies; 1 by default.</param>
/// <param name="AsOf">Day on which the price was read; null when unknown.</param>
/// <param name="Source">Where it was read; null when unknown.</param>
[Keyword("hosting")]
public sealed record Hosting(
    [Range(0, double.PositiveInfinity)] decimal PricePerGpuHour,
    [Range(1, 100_000)] int Gpus = 1,
    DateOnly? AsOf = null,
    string? Source = null
)
{
    /// <summary>Money for holding the machine for a time, in US dollars.</summary>
    /// <param name="busy">Time that the machine was held for the requests priced.</param>
    public decimal CostUsd(TimeSpan busy) => PricePerGpuHour * Gpus * (decimal)busy.TotalHours;
}
