using EvalHarness.Decisions.Inputs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>The factors by which discount, volume and prices move in a month.</summary>
internal sealed class MonthSteps
{
    public MonthSteps(ParameterDraws draws)
    {
        var rate = draws[DecisionParameters.DiscountRate];
        var growth = draws[DecisionParameters.Growth];
        var apiDecline = draws[DecisionParameters.ApiDecline];
        var gpuDecline = draws[DecisionParameters.GpuDecline];
        var tokenGrowth = draws[DecisionParameters.TokenGrowth];
        Discount = draws.Derived("step.discount", draw => Math.Pow(1 + rate[draw], -1.0 / 12), rate);
        HalfMonth = draws.Derived("step.half_month", draw => Math.Pow(1 + rate[draw], 0.5 / 12), rate);
        Volume = draws.Derived("step.volume", draw => Math.Pow(Math.Max(1 + growth[draw], 0.01), 1.0 / 12), growth);
        ApiPrice = draws.Derived(
            "step.api_price",
            draw => Math.Pow((1 - apiDecline[draw]) * (1 + tokenGrowth[draw]), 1.0 / 12),
            apiDecline,
            tokenGrowth
        );
        GpuPrice = draws.Derived("step.gpu_price", draw => Math.Pow(1 - gpuDecline[draw], 1.0 / 12), gpuDecline);
    }

    public Parameter Discount { get; }

    /// <summary>Half a month back: months are discounted at their middle.</summary>
    public Parameter HalfMonth { get; }

    public Parameter Volume { get; }

    public Parameter ApiPrice { get; }

    public Parameter GpuPrice { get; }
}
