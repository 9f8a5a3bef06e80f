using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Regression;
using EvalHarness.Statistics.Sequential;

namespace EvalHarness.Tests.Golden;

/// <summary>The decision cases that are served by their id.</summary>
internal static class DecisionNamedOperations
{
    [GoldenOperation("dist-inverse")]
    public static JsonNode? Quantiles(JsonElement input) =>
        new JsonObject
        {
            ["values"] = new JsonArray([
                .. input
                    .GetProperty("specs")
                    .EnumerateArray()
                    .Select(spec => DecisionNumericsShapes.Quantity(spec.GetRawText()).Distribution)
                    .Select(distribution => GoldenJson.Node(new[] { 0.1, 0.5, 0.9 }.Select(distribution.Quantile))),
            ]),
        };

    [GoldenOperation("breakeven-uplift")]
    public static JsonNode? Uplift(JsonElement input)
    {
        double rate = input.Number("annual_rate");
        double months =
            CashFlowSeries.MidMonthAnnuity(rate, input.Integer("months"))
            - CashFlowSeries.MidMonthAnnuity(rate, input.Integer("lead"));
        double cost = input.Number("oneoff") + (input.Number("extra_cost_per_month") * months);
        double worth = input.Number("volume_per_month") * input.Number("stake_per_answer") * months;
        return new JsonObject { ["points"] = 100 * cost / (worth * input.Number("realisation")) };
    }

    [GoldenOperation("gpu-replicas")]
    public static JsonNode? Replicas(JsonElement input)
    {
        var gpu = new GpuSpec(
            input.Number("price_per_gpu_hour"),
            input.Number("rps_per_replica"),
            input.Number("gpus_per_replica"),
            input.Number("target_utilisation"),
            input.Number("peak_factor"),
            input.Number("min_replicas")
        );
        double money = DecisionFurtherShapes.MonthOfMachines(gpu, input.Number("volume_per_month"));
        double each = input.Number("gpus_per_replica") * input.Number("price_per_gpu_hour") * GpuSpec.HoursPerMonth;
        double capacity =
            GpuSpec.SecondsPerMonth * input.Number("rps_per_replica") * input.Number("target_utilisation");
        return new JsonObject
        {
            ["raw"] = input.Number("volume_per_month") * input.Number("peak_factor") / capacity,
            ["replicas"] = (int)Math.Round(money / each),
            ["usd_per_month"] = money,
        };
    }

    /// <summary>Money per right answer; with a verifier, so many tries and then a person.</summary>
    [GoldenOperation("cost-of-pass")]
    public static JsonNode? CostOfPass(JsonElement input)
    {
        (double cost, double p) = (input.Number("cost"), input.Number("p"));
        int tries = input.Integer("max_tries");
        double asked = Enumerable.Range(0, tries).Sum(k => Math.Pow(1 - p, k));
        return new JsonObject
        {
            ["cost_of_pass"] = OrInfinite(cost / p),
            ["with_fallback"] = (cost * asked) + (Math.Pow(1 - p, tries) * input.Number("human_cost")),
            ["p_zero"] = OrInfinite(cost / 0),
        };

        static JsonNode OrInfinite(double money) => double.IsFinite(money) ? money : "inf";
    }

    [GoldenOperation("evsi-normal")]
    public static JsonNode? Evsi(JsonElement input)
    {
        var choice = new NormalChoice(input.Number("mu"), input.Number("sd0"));
        return new JsonObject
        {
            ["evsi"] = GoldenJson.Node(input.Numbers("n").Select(n => choice.Evsi(input.Number("sd_obs"), n))),
            ["evpi"] = choice.Evpi,
        };
    }

    [GoldenOperation("learning-curve-ls")]
    public static JsonNode? LearningCurve(JsonElement input)
    {
        double[] sizes = input.Numbers("n");
        var law = PowerLaw.Fit(sizes, input.Numbers("err"), mayRise: false);
        return new JsonObject
        {
            ["e_inf"] = law.Limit,
            ["a_at_n0"] = law.Scale * Math.Pow(sizes[0], -law.Exponent),
            ["b"] = law.Exponent,
        };
    }

    [GoldenOperation("gridbet-cs")]
    public static JsonNode? GridBets(JsonElement input)
    {
        double[] values = input.Numbers("values");
        var rule = BettingRule.Grid(input.Numbers("lambdas"));
        Interval[] intervals = [.. input.Rows("counts").Select(Look)];
        return new JsonObject
        {
            ["interval"] = new JsonArray([.. intervals.Select(GoldenResult.Node)]),
            ["delta_interval"] = new JsonArray([
                .. intervals.Select(one => GoldenResult.Node(new Interval((2 * one.Low) - 1, (2 * one.High) - 1))),
            ]),
        };

        Interval Look(double[] counts)
        {
            var sequence = new BettingSequence(rule, input.Number("alpha"));
            foreach ((double value, double count) in values.Zip(counts))
            {
                for (int i = 0; i < count; i++)
                {
                    sequence.Add(value);
                }
            }
            return sequence.Look().Interval;
        }
    }

    [GoldenOperation("neyman")]
    public static JsonNode? Neyman(JsonElement input)
    {
        (double[] share, double[] sd, double[] mean) = (
            input.Numbers("share"),
            input.Numbers("sd"),
            input.Numbers("mean")
        );
        double n = input.Number("n");
        var allocation = NeymanAllocation.Of(share, sd, n);
        double within = share.Zip(sd, (weight, deviation) => weight * deviation * deviation).Sum();
        double grand = share.Zip(mean, (weight, value) => weight * value).Sum();
        double between = share.Zip(mean, (weight, value) => weight * (value - grand) * (value - grand)).Sum();
        return new JsonObject
        {
            ["alloc"] = GoldenJson.Node(allocation.Sizes),
            ["var_neyman"] = GoldenJson.Node(within / n * allocation.VarianceRatio),
            ["var_proportional"] = within / n,
            ["var_srs"] = (within + between) / n,
        };
    }
}
