using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>How the outside world moves while the team decides, builds and runs.</summary>
/// <param name="Mode">Whether progress is taken as quality or as price, never both; <c>ride_frontier</c> by default.</param>
/// <param name="FrontierErrorReductionPerYear">
/// The share of the reducible error of general models that disappears in a year, in [0, 1). No verdict is given until it
/// is said; 0 may be.
/// </param>
/// <param name="ErrorFloor">The error that no model goes below, label noise and what cannot be known; 0.03 by default.</param>
/// <param name="ApiPriceDeclinePerYear">The yearly fall of prices per token, below 1; 0 by default.</param>
/// <param name="GpuPriceDeclinePerYear">The yearly fall of prices per GPU-hour, below 1; 0 by default.</param>
/// <param name="TokenGrowthPerYear">The yearly growth of tokens per answer; 0 by default.</param>
[Keyword("market")]
public sealed record MarketSpec(
    MarketMode Mode = MarketMode.RideFrontier,
    [Range(0, 0.9999)] Quantity? FrontierErrorReductionPerYear = null,
    [Range(0, 0.9999)] Quantity? ErrorFloor = null,
    [Range(double.NegativeInfinity, 0.9999)] Quantity? ApiPriceDeclinePerYear = null,
    [Range(double.NegativeInfinity, 0.9999)] Quantity? GpuPriceDeclinePerYear = null,
    [Range(-0.9999, double.MaxValue)] Quantity? TokenGrowthPerYear = null
)
{
    /// <summary>The error that no model goes below.</summary>
    public Quantity ErrorFloor { get; init; } = ErrorFloor ?? 0.03;

    /// <summary>The yearly fall of prices per token.</summary>
    public Quantity ApiPriceDeclinePerYear { get; init; } = ApiPriceDeclinePerYear ?? 0.0;

    /// <summary>The yearly fall of prices per GPU-hour.</summary>
    public Quantity GpuPriceDeclinePerYear { get; init; } = GpuPriceDeclinePerYear ?? 0.0;

    /// <summary>The yearly growth of tokens per answer.</summary>
    public Quantity TokenGrowthPerYear { get; init; } = TokenGrowthPerYear ?? 0.0;
}
