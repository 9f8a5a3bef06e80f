using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Regression;

namespace EvalHarness.Tests.Golden;

/// <summary>Closed forms that the specification names beside those of its example cases.</summary>
internal static class DecisionFurtherShapes
{
    public static readonly DecisionShape[] All =
    [
        new(["flows"], Flows),
        new(["flows", "rate"], Flows),
        new(["annual_rate", "month"], Discount),
        new(["mu", "sd0", "sd_obs", "n"], input => Evsi(input, "sd0")),
        new(["mu", "sd", "sd_obs", "n"], input => Evsi(input, "sd")),
        new(["mu", "sd", "a", "seed", "name", "N"], Tail),
        new(["p10", "p90"], TwoQuantiles),
        new(["mean", "sd"], BetaMoments),
        new(["n", "err"], input => Law(input, "err")),
        new(["n", "error"], input => Law(input, "error")),
        new(["sizes", "errors"], input => Law(input, "errors")),
        new(["cost", "p"], CostOfPass),
        new(["volume_per_month", "rps_per_replica", "price_per_gpu_hour"], Machines),
        new(["queries_per_month", "rps_per_replica", "price_per_gpu_hour"], Machines),
        new(["oneoff", "months", "annual_rate"], BreakEven),
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

    private static JsonObject Evsi(JsonElement input, string prior)
    {
        var choice = new NormalChoice(input.Number("mu"), input.Number(prior));
        double noise = input.Number("sd_obs");
        double[] sizes = Many(input, "n");
        return new JsonObject
        {
            ["evsi"] = AsGiven(input, "n", [.. sizes.Select(n => choice.Evsi(noise, n))]),
            ["preposterior_sd"] = AsGiven(
                input,
                "n",
                [.. sizes.Select(n => n > 0 ? choice.PreposteriorSd(noise / Math.Sqrt(n)) : 0)]
            ),
            ["evpi"] = choice.Evpi,
        };
    }

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

    /// <summary>err(n) = e_inf + a (n/n0)^-b, n0 the first size unless it is given.</summary>
    private static JsonObject Law(JsonElement input, string errors)
    {
        double[] sizes = input.Numbers(input.TryGetProperty("n", out _) ? "n" : "sizes");
        var law = PowerLaw.Fit(sizes, input.Numbers(errors), mayRise: false);
        double unit = Or(input, "n0", sizes[0]);
        var answer = new JsonObject
        {
            ["e_inf"] = law.Limit,
            ["a"] = law.Scale * Math.Pow(unit, -law.Exponent),
            ["b"] = law.Exponent,
            ["sse"] = law.SquaredError,
        };
        foreach (string key in new[] { "at", "predict_n", "n_new" }.Where(key => input.TryGetProperty(key, out _)))
        {
            answer["predict"] = AsGiven(input, key, [.. Many(input, key).Select(law.At)]);
        }

        return answer;
    }

    /// <summary>Money per right answer; with a verifier, so many tries and then a person.</summary>
    private static JsonObject CostOfPass(JsonElement input)
    {
        (double cost, double p) = (input.Number("cost"), input.Number("p"));
        var answer = new JsonObject { ["cost_of_pass"] = GoldenJson.Node(p > 0 ? cost / p : null) };
        if (input.TryGetProperty("tries", out _) && input.TryGetProperty("human", out _))
        {
            int tries = input.Integer("tries");
            double asked = Enumerable.Range(0, tries).Sum(k => Math.Pow(1 - p, k));
            answer["with_fallback"] = (cost * asked) + (Math.Pow(1 - p, tries) * input.Number("human"));
        }

        return answer;
    }

    private static JsonObject Machines(JsonElement input)
    {
        double volume = input.Number(
            input.TryGetProperty("volume_per_month", out _) ? "volume_per_month" : "queries_per_month"
        );
        // The engine itself, for one month without discount: an option that is nothing but machines.
        var gpu = new GpuSpec(
            input.Number("price_per_gpu_hour"),
            input.Number("rps_per_replica"),
            Or(input, "gpus_per_replica", 1),
            Or(input, "target_utilisation", 0.7),
            Or(input, "peak_factor", 1),
            Or(input, "min_replicas", 1)
        );
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
        double money = CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec)).Cost[0][0];
        double each = gpu.GpusPerReplica.Distribution.Mean * input.Number("price_per_gpu_hour") * GpuSpec.HoursPerMonth;
        return new JsonObject
        {
            ["replicas"] = (int)Math.Round(money / each),
            ["usd"] = money,
            ["usd_per_month"] = money,
        };
    }

    /// <summary>What the one of volume, uplift and stake that is not given must be for an option to pay for itself.</summary>
    private static JsonObject BreakEven(JsonElement input)
    {
        double months = CashFlowSeries.MidMonthAnnuity(input.Number("annual_rate"), input.Integer("months"));
        double cost = input.Number("oneoff") + (Or(input, "fixed_per_month", 0) * months);
        double known = new[] { "volume_per_month", "uplift", "stake" }
            .Where(key => input.TryGetProperty(key, out _))
            .Aggregate(months, (so, key) => so * input.Number(key));
        double needed = cost / known;
        return new JsonObject
        {
            ["stake"] = needed,
            ["uplift"] = needed,
            ["volume_per_month"] = needed,
            ["break_even"] = needed,
        };
    }

    private static double[] Many(JsonElement input, string key) =>
        input.GetProperty(key).ValueKind == JsonValueKind.Array ? input.Numbers(key) : [input.Number(key)];

    /// <summary>A list where the input is one, else its only value.</summary>
    private static JsonNode? AsGiven(JsonElement input, string key, double[] values) =>
        input.GetProperty(key).ValueKind == JsonValueKind.Array ? GoldenJson.Node(values) : values[0];

    private static double Or(JsonElement input, string key, double otherwise) =>
        input.TryGetProperty(key, out _) ? input.Number(key) : otherwise;
}
