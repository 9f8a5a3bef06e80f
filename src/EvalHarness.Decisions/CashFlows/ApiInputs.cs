using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>The parameters of what one option buys per token.</summary>
/// <param name="option">The option, which has an API.</param>
/// <param name="draws">The decision's parameters.</param>
internal sealed class ApiInputs(OptionSpec option, ParameterDraws draws)
{
    private readonly Parameter tokensIn = draws[ApiParameters.TokensIn, option.Id];
    private readonly Parameter tokensOut = draws[ApiParameters.TokensOut, option.Id];
    private readonly Parameter priceIn = draws[ApiParameters.PriceIn, option.Id];
    private readonly Parameter priceOut = draws[ApiParameters.PriceOut, option.Id];
    private readonly Parameter cachedShare = draws[ApiParameters.CachedShare, option.Id];
    private readonly Parameter retryRate = draws[ApiParameters.RetryRate, option.Id];
    private readonly Parameter share = draws[ApiParameters.VolumeShare, option.Id];

    // What is cached costs as much as all else where no price of it is said.
    private readonly Parameter priceCached = draws[
        option.Api?.PriceCached is null ? ApiParameters.PriceIn : ApiParameters.PriceCached,
        option.Id
    ];

    /// <summary>Today's price of one answer, by the share of answers that go this way.</summary>
    public double PricePerAnswer(int draw) =>
        share[draw]
        * ApiSpec.PricePerAnswer(
            tokensIn[draw],
            tokensOut[draw],
            priceIn[draw],
            priceOut[draw],
            cachedShare[draw],
            priceCached[draw],
            retryRate[draw]
        );
}
