using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>What a late answer costs.</summary>
/// <param name="SloMs">The time within which an answer should come, in milliseconds.</param>
/// <param name="PenaltyPerBreach">The cost of one answer that comes later; nothing by default.</param>
/// <param name="PricePerSecond">The cost of one second of waiting for one answer; nothing by default.</param>
[Keyword("lateness")]
public sealed record LatencySpec(
    [Range(0, double.MaxValue)] double SloMs = 0,
    [Range(0, double.MaxValue)] Quantity? PenaltyPerBreach = null,
    [Range(0, double.MaxValue)] Quantity? PricePerSecond = null
);
