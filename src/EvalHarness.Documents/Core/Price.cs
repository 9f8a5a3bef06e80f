using System.ComponentModel.DataAnnotations;

namespace EvalHarness.Core;

/// <summary>What a hosted model's tokens cost, with date and source; an unknown price never counts as zero.</summary>
/// <param name="Input">US dollars for <paramref name="Per"/> input tokens.</param>
/// <param name="Output">US dollars for <paramref name="Per"/> output tokens.</param>
/// <param name="CachedInput">US dollars for <paramref name="Per"/> cached input tokens; null charges the input price.</param>
/// <param name="Per">The unit: <c>1M tokens</c> (default) or <c>1K tokens</c>.</param>
/// <param name="AsOf">Day on which the price was read; null when unknown.</param>
/// <param name="Source">Where it was read; null when unknown.</param>
[Keyword("price")]
public sealed record Price(
    [Range(0, double.PositiveInfinity)] decimal Input,
    [Range(0, double.PositiveInfinity)] decimal Output,
    [Range(0, double.PositiveInfinity)] decimal? CachedInput = null,
    string Per = "1M tokens",
    DateOnly? AsOf = null,
    string? Source = null
)
{
    /// <summary>Money for the tokens of one request, in US dollars.</summary>
    /// <param name="usage">Tokens charged.</param>
    public decimal CostUsd(Usage usage)
    {
        decimal unit = Per.StartsWith("1K", StringComparison.OrdinalIgnoreCase) ? 1_000m : 1_000_000m;
        decimal cached = CachedInput ?? Input;
        return (((usage.Input - usage.CachedInput) * Input) + (usage.CachedInput * cached) + (usage.Output * Output))
            / unit;
    }
}
