using System.ComponentModel.DataAnnotations;

namespace EvalHarness.Core;

/// <summary>What a hosted model's tokens cost, with date and source; an unknown price never counts as zero.</summary>
/// <param name="Input">US dollars for <paramref name="Per"/> input tokens.</param>
/// <param name="Output">US dollars for <paramref name="Per"/> output tokens; may be left out where input costs nothing: <c>price: 0</c> says that a model is free.</param>
/// <param name="CachedInput">US dollars for <paramref name="Per"/> cached input tokens; null charges the input price.</param>
/// <param name="Per">The unit: <c>1M tokens</c> (default) or <c>1K tokens</c>.</param>
/// <param name="AsOf">Day on which the price was read; null when unknown.</param>
/// <param name="Source">Where it was read; null when unknown.</param>
/// <param name="CacheWrite">US dollars for <paramref name="Per"/> input tokens written to the vendor's cache; null charges the input price.</param>
/// <param name="Reasoning">US dollars for <paramref name="Per"/> tokens of hidden reasoning; null charges the output price.</param>
/// <param name="Batch">Share of these prices that a request costs which the vendor says it served as a batch, for example 0.5; null charges them in full.</param>
[Keyword("price")]
public sealed record Price(
    [Range(0, double.PositiveInfinity)] decimal Input,
    [Range(0, double.PositiveInfinity)] decimal? Output = null,
    [Range(0, double.PositiveInfinity)] decimal? CachedInput = null,
    string Per = "1M tokens",
    DateOnly? AsOf = null,
    string? Source = null,
    [Range(0, double.PositiveInfinity)] decimal? CacheWrite = null,
    [Range(0, double.PositiveInfinity)] decimal? Reasoning = null,
    [Range(0.0, 1.0)] decimal? Batch = null
)
{
    /// <summary>US dollars for output tokens; null where it is free.</summary>
    public decimal? Output { get; init; } =
        Output is null && Input != 0
            ? throw new ArgumentException("no 'output' beside 'input'; 0 alone says that it is free", nameof(Output))
            : Output;

    /// <summary>Whether it costs nothing, whatever the tokens: then it is known without their counts.</summary>
    internal bool IsFree => Input == 0 && (Output ?? 0) == 0;

    /// <summary>Money for the tokens of one request, in US dollars.</summary>
    /// <param name="usage">Tokens charged.</param>
    public decimal CostUsd(Usage usage)
    {
        decimal unit = Per.StartsWith("1K", StringComparison.OrdinalIgnoreCase) ? 1_000m : 1_000_000m;
        decimal prompt =
            ((usage.Input - usage.CachedInput - usage.CacheWrite) * Input)
            + (usage.CachedInput * (CachedInput ?? Input))
            + (usage.CacheWrite * (CacheWrite ?? Input));
        decimal generated =
            ((usage.Output - usage.Reasoning) * (Output ?? 0)) + (usage.Reasoning * (Reasoning ?? Output ?? 0));
        return (prompt + generated) * (usage.IsBatch ? Batch ?? 1 : 1) / unit;
    }

    /// <summary>The most that so many tokens can cost, in US dollars, whatever cache or reasoning they pass through.</summary>
    /// <param name="input">Prompt tokens.</param>
    /// <param name="output">Generated tokens.</param>
    public decimal MostUsd(long input, long output) =>
        CostUsd(
            new Usage(input, 0, output)
            {
                CacheWrite = CacheWrite > Input ? input : 0,
                Reasoning = Reasoning > (Output ?? 0) ? output : 0,
            }
        );
}
