using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>How much of the time an option answers, and what it costs when it does not; a share alone may stand for it.</summary>
/// <param name="Share">
/// The share of time in which it answers, in [0, 1], with its source and date: the share that was measured, or the one that a
/// service level agreement promises. A promise is no measurement, and what it pays back for an outage seldom covers its cost.
/// </param>
/// <param name="CostPerHour">Money lost in an hour without answers, whatever the volume; 0 by default.</param>
/// <param name="CostPerFailed">Money lost by an answer that is not given, beside the value that a right one has; 0 by default.</param>
/// <param name="Failover">The option that answers meanwhile, at its own quality and price of an answer, and as available as it is itself; none by default.</param>
[Keyword("availability")]
public sealed record AvailabilitySpec(
    [Range(0, 1)] Quantity Share,
    [Range(0, double.MaxValue)] Quantity? CostPerHour = null,
    [Range(0, double.MaxValue)] Quantity? CostPerFailed = null,
    string? Failover = null
)
{
    /// <summary>Money lost in an hour without answers.</summary>
    public Quantity CostPerHour { get; init; } = CostPerHour ?? 0.0;

    /// <summary>Money lost by an answer that is not given.</summary>
    public Quantity CostPerFailed { get; init; } = CostPerFailed ?? 0.0;
}
