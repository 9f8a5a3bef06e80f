using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>What one option buys per token.</summary>
internal static class ApiInputs
{
    /// <summary>Today's price of one answer, by the share of answers that go this way; nothing where it buys no tokens.</summary>
    /// <param name="option">The option.</param>
    /// <param name="draws">The decision's parameters.</param>
    public static Parameter PricePerAnswer(OptionSpec option, ParameterDraws draws)
    {
        string name = $"price_per_answer.{option.Id}";
        if (option.Api is null)
        {
            return new(name, default, 0);
        }

        var tokensIn = draws[ApiParameters.TokensIn, option.Id];
        var tokensOut = draws[ApiParameters.TokensOut, option.Id];
        var priceIn = draws[ApiParameters.PriceIn, option.Id];
        var priceOut = draws[ApiParameters.PriceOut, option.Id];
        var cachedShare = draws[ApiParameters.CachedShare, option.Id];
        var retryRate = draws[ApiParameters.RetryRate, option.Id];
        var share = draws[ApiParameters.VolumeShare, option.Id];
        // What is cached costs as much as all else where no price of it is said.
        var priceCached = draws[
            option.Api.PriceCached is null ? ApiParameters.PriceIn : ApiParameters.PriceCached,
            option.Id
        ];
        return draws.Derived(
            name,
            draw =>
                share[draw]
                * ApiSpec.PricePerAnswer(
                    tokensIn[draw],
                    tokensOut[draw],
                    priceIn[draw],
                    priceOut[draw],
                    cachedShare[draw],
                    priceCached[draw],
                    retryRate[draw]
                ),
            tokensIn,
            tokensOut,
            priceIn,
            priceOut,
            cachedShare,
            retryRate,
            share,
            priceCached
        );
    }
}
