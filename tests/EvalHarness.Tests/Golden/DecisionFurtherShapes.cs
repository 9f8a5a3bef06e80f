using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Tests.Golden;

/// <summary>Closed forms that the specification names beside those of its example cases.</summary>
internal static class DecisionFurtherShapes
{
    public static readonly DecisionShape[] All =
    [
        new(["flows"], Flows),
        new(["flows", "rate"], Flows),
        new(["annual_rate", "month"], Discount),
        new(["mu", "sd", "a", "seed", "name", "N"], Tail),
        new(["p10", "p90"], TwoQuantiles),
        new(["mean", "sd"], BetaMoments),
    ];

    private static JsonObject Flows(JsonElement input)
    {
        double[] flows = input.Numbers("flows");
        double rate = Or(input, "rate", 0);
        double? rateOfReturn = CashFlowSeries.InternalRate(flows);
        double? payback = CashFlowSeries.Payback(flows);
        double? discounted = CashFlowSeries.Payback(flows, rate);
        return new JsonObject
        {
            ["npv"] = CashFlowSeries.NetPresentValue(flows, rate),
            ["irr"] = GoldenJson.Node(rateOfReturn),
            ["payback"] = GoldenJson.Node(payback),
            ["payback_period"] = GoldenJson.Node(payback),
            ["discounted_payback"] = GoldenJson.Node(discounted),
            ["payback_discounted"] = GoldenJson.Node(discounted),
        };
    }

    private static JsonObject Discount(JsonElement input) =>
        new() { ["factor"] = CashFlowSeries.MidMonthFactor(input.Number("annual_rate"), input.Integer("month")) };

    /// <summary>The mean of the worst share of normal draws, and in closed form.</summary>
    private static JsonObject Tail(JsonElement input)
    {
        (double mu, double sd, double share) = (input.Number("mu"), input.Number("sd"), input.Number("a"));
        var stream = new RandomCounter((ulong)input.Long("seed"), input.GetProperty("name").GetString()!);
        double[] draws =
        [
            .. Enumerable.Range(0, input.Integer("N")).Select(i => mu + (sd * UnitNormal.Quantile(stream[i]))),
        ];
        Array.Sort(draws);
        double found = Cvar.Of(draws, share);
        return new JsonObject
        {
            ["cvar_closed"] = mu - (sd * UnitNormal.Density(UnitNormal.Quantile(share)) / share),
            ["cvar_mc_this_stream"] = found,
            ["cvar"] = found,
        };
    }

    private static JsonObject TwoQuantiles(JsonElement input)
    {
        var distribution = new LogNormalDistribution(p10: input.Number("p10"), p90: input.Number("p90"));
        return new JsonObject
        {
            ["median"] = distribution.Median,
            ["sigma"] = distribution.Sigma,
            ["mean"] = distribution.Mean,
        };
    }

    private static JsonObject BetaMoments(JsonElement input)
    {
        var distribution = new BetaDistribution(mean: input.Number("mean"), sd: input.Number("sd"));
        return new JsonObject { ["a"] = distribution.A, ["b"] = distribution.B };
    }

    /// <summary>What an option that is nothing but machines costs in one month, without discount, by the engine itself.</summary>
    public static double MonthOfMachines(GpuSpec gpu, double volume)
    {
        DecisionSpec spec = new(
            "rented",
            new VolumeSpec(volume),
            new ValueSpec(0.0, 0.0),
            [new OptionSpec("rented", 0.5) { Gpu = gpu }]
        )
        {
            HorizonMonths = 1,
            DiscountRate = 0.0,
            MonteCarlo = new MonteCarloSpec(1),
        };
        return CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec)).Cost[0][0];
    }

    private static double Or(JsonElement input, string key, double otherwise) =>
        input.TryGetProperty(key, out _) ? input.Number(key) : otherwise;
}
