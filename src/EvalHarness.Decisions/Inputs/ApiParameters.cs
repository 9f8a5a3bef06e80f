using System.Collections.Immutable;
using static EvalHarness.Decisions.Inputs.ParameterUnit;

namespace EvalHarness.Decisions.Inputs;

/// <summary>The parameters of an option that is bought per token, in the order in which they are drawn and told.</summary>
internal static class ApiParameters
{
    private static readonly ParameterDeclarations<OptionParameter> Declared = new();

    public static OptionParameter TokensIn { get; } =
        Declared.Add(
            new(
                "api.tokens_in",
                "api.tokens_in",
                Number,
                "tokens read by {0} an answer",
                option => option.Api?.TokensIn
            )
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter TokensOut { get; } =
        Declared.Add(
            new(
                "api.tokens_out",
                "api.tokens_out",
                Number,
                "tokens written by {0} an answer",
                option => option.Api?.TokensOut
            )
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter PriceIn { get; } =
        Declared.Add(
            new("api.price_in", "api.price_in", Money, "price of 1M tokens read by {0}", option => option.Api?.PriceIn)
            {
                Group = ParameterGroup.Costs,
                SharedName = "price",
            }
        );

    public static OptionParameter PriceOut { get; } =
        Declared.Add(
            new(
                "api.price_out",
                "api.price_out",
                Money,
                "price of 1M tokens written by {0}",
                option => option.Api?.PriceOut
            )
            {
                Group = ParameterGroup.Costs,
                SharedName = "price",
            }
        );

    public static OptionParameter CachedShare { get; } =
        Declared.Add(
            new(
                "api.cached_share",
                "api.cached_share",
                Share,
                "cached tokens of {0}",
                option => option.Api?.CachedShare
            )
            {
                Most = 1,
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter PriceCached { get; } =
        Declared.Add(
            new(
                "api.price_cached",
                "api.price_cached",
                Money,
                "price of 1M cached tokens of {0}",
                option => option.Api?.PriceCached
            )
            {
                Group = ParameterGroup.Costs,
                SharedName = "price",
            }
        );

    public static OptionParameter RetryRate { get; } =
        Declared.Add(
            new(
                "api.retry_rate",
                "api.retry_rate",
                Share,
                "answers of {0} asked again",
                option => option.Api?.RetryRate
            )
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter VolumeShare { get; } =
        Declared.Add(
            new("api.share", "api.share", Share, "answers of {0} by API", option => option.Api?.Share)
            {
                Group = ParameterGroup.Costs,
            }
        );

    /// <summary>All of them. It stands last, for only what is declared above it is among them.</summary>
    public static ImmutableArray<OptionParameter> All { get; } = Declared.All;
}
