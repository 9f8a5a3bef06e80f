using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>What an answer costs where tokens are bought.</summary>
/// <param name="TokensIn">Input tokens per answer.</param>
/// <param name="TokensOut">Output tokens per answer.</param>
/// <param name="PriceIn">Price of a million input tokens.</param>
/// <param name="PriceOut">Price of a million output tokens.</param>
/// <param name="CachedShare">The share of input tokens served from the vendor's cache; 0 by default.</param>
/// <param name="PriceCached">Price of a million cached input tokens; that of the others by default.</param>
/// <param name="RetryRate">The share of answers that are asked for twice; 0 by default.</param>
/// <param name="Share">The share of the volume that goes this way; 1 by default.</param>
[Keyword("api")]
public sealed record ApiSpec(
    [Range(0, double.MaxValue)] Quantity TokensIn,
    [Range(0, double.MaxValue)] Quantity TokensOut,
    [Range(0, double.MaxValue)] Quantity PriceIn,
    [Range(0, double.MaxValue)] Quantity PriceOut,
    [Range(0, 1)] Quantity? CachedShare = null,
    [Range(0, double.MaxValue)] Quantity? PriceCached = null,
    [Range(0, double.MaxValue)] Quantity? RetryRate = null,
    [Range(0, double.MaxValue)] Quantity? Share = null
)
{
    /// <summary>The share of input tokens served from the vendor's cache.</summary>
    public Quantity CachedShare { get; init; } = CachedShare ?? 0.0;

    /// <summary>The share of answers that are asked for twice.</summary>
    public Quantity RetryRate { get; init; } = RetryRate ?? 0.0;

    /// <summary>The share of the volume that goes this way.</summary>
    public Quantity Share { get; init; } = Share ?? 1.0;

    /// <summary>The price of one answer.</summary>
    /// <param name="tokensIn">Input tokens.</param>
    /// <param name="tokensOut">Output tokens.</param>
    /// <param name="priceIn">Price of a million input tokens.</param>
    /// <param name="priceOut">Price of a million output tokens.</param>
    /// <param name="cachedShare">The share of input tokens served from the cache.</param>
    /// <param name="priceCached">Price of a million cached input tokens.</param>
    /// <param name="retryRate">The share of answers that are asked for twice.</param>
    /// <param name="decline">The yearly fall of prices.</param>
    /// <param name="month">The month in which the answer is bought, from today.</param>
    public static double PricePerAnswer(
        double tokensIn,
        double tokensOut,
        double priceIn,
        double priceOut,
        double cachedShare = 0,
        double priceCached = 0,
        double retryRate = 0,
        double decline = 0,
        double month = 0
    ) =>
        ((tokensIn * (((1 - cachedShare) * priceIn) + (cachedShare * priceCached))) + (tokensOut * priceOut))
        / 1e6
        * (1 + retryRate)
        * Math.Pow(1 - decline, month / 12);
}
