using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Power;
using EvalHarness.Statistics.Tests;
using static EvalHarness.Tests.Golden.GoldenJson;

namespace EvalHarness.Tests.Golden;

internal static class PowerOperations
{
    [GoldenOperation("mcnemar_power")]
    public static JsonNode? McNemarTest(JsonElement input)
    {
        (double p10, double p01) = (input.Number("p10"), input.Number("p01"));
        (double power, double alpha) = (input.Number("power"), input.Number("alpha"));
        double connor = McNemarPower.SizeByConnor(p10, p01, power, alpha);
        double miettinen = McNemarPower.SizeByMiettinen(p10, p01, power, alpha);
        var powers = new JsonObject();
        foreach (int n in input.Numbers("n_for_power").Select(n => (int)n))
        {
            powers[n.ToString(CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["connor_approx"] = McNemarPower.OfConnor(n, p10, p01, alpha),
                ["exact_test"] = McNemarPower.OfExact(n, p10, p01, alpha),
                ["midp_test"] = McNemarPower.OfMidP(n, p10, p01, alpha),
                ["asymptotic_test"] = McNemarPower.OfAsymptotic(n, p10, p01, alpha),
            };
        }
        return new JsonObject
        {
            ["n_connor"] = connor,
            ["n_connor_ceil"] = Math.Ceiling(connor),
            ["n_miettinen"] = miettinen,
            ["n_miettinen_ceil"] = Math.Ceiling(miettinen),
            ["power_at_n"] = powers,
        };
    }

    [GoldenOperation("paired_eval_power")]
    public static JsonNode? PairedEval(JsonElement input)
    {
        (double power, double alpha) = (input.Number("power"), input.Number("alpha"));
        (double delta, double n) = (input.Number("delta"), input.Number("n"));
        double variance = MeanPower.ItemVariance(
            input.Number("omega2"),
            input.Number("sigma2_a"),
            input.Integer("k_a"),
            input.Number("sigma2_b"),
            input.Integer("k_b")
        );
        double required = MeanPower.SizeOfMean(delta, variance, power, alpha);
        return new JsonObject
        {
            ["n_required"] = required,
            ["n_required_ceil"] = Math.Ceiling(required),
            ["mde_at_n"] = MeanPower.DetectableMean(n, variance, power, alpha),
            ["power_at_n"] = MeanPower.OfMean(n, delta, variance, alpha),
        };
    }

    [GoldenOperation("two_proportions_arcsine_power")]
    public static JsonNode? Arcsine(JsonElement input)
    {
        (double p1, double p2, double alpha) = Proportions(input);
        return new JsonObject
        {
            ["h"] = EffectSizes.CohenH(p1, p2),
            ["power"] = ProportionPower.OfArcsine(input.Number("n_per_group"), p1, p2, alpha),
            ["n_required"] = ProportionPower.SizeOfArcsine(p1, p2, input.Number("power"), alpha),
        };
    }

    [GoldenOperation("two_proportions_power")]
    public static JsonNode? TwoProportions(JsonElement input)
    {
        (double p1, double p2, double alpha) = Proportions(input);
        double n = ProportionPower.SizeOfZTest(p1, p2, input.Number("power"), alpha);
        double whole = Math.Ceiling(n);
        return new JsonObject
        {
            ["n_per_group"] = n,
            ["n_ceil"] = whole,
            ["power_at_n_ceil"] = ProportionPower.OfZTest(whole, p1, p2, alpha),
            ["power_at_n_ceil_strict"] = ProportionPower.OfZTest(whole, p1, p2, alpha, bothTails: true),
        };
    }

    [GoldenOperation("mde_two_proportions")]
    public static JsonNode? Detectable(JsonElement input)
    {
        double p1 = input.Number("p1");
        double? p2 = ProportionPower.DetectableShare(
            p1,
            input.Number("n_per_group"),
            input.Number("power"),
            input.Number("alpha")
        );
        return new JsonObject { ["p2"] = Node(p2), ["mde"] = Node(p2 - p1) };
    }

    [GoldenOperation("t_test_power")]
    public static JsonNode? TTestSize(JsonElement input)
    {
        var design = input.GetProperty("type").GetString() switch
        {
            "paired" => TTestDesign.Paired,
            "two.sample" => TTestDesign.TwoSample,
            var other => throw new NotSupportedException($"no design '{other}'"),
        };
        (double delta, double sd) = (input.Number("delta"), input.Number("sd"));
        (double power, double alpha) = (input.Number("power"), input.Number("alpha"));
        double n = MeanPower.SizeOfTTest(delta, sd, design, power, alpha);
        double whole = Math.Ceiling(n);
        return new JsonObject
        {
            ["n"] = n,
            ["n_ceil"] = whole,
            ["power_at_n_ceil"] = MeanPower.OfTTest(whole, delta, sd, design, alpha),
            ["n_one_tail_r_default"] = MeanPower.SizeOfTTest(delta, sd, design, power, alpha, bothTails: false),
        };
    }

    private static (double P1, double P2, double Alpha) Proportions(JsonElement input) =>
        (input.Number("p1"), input.Number("p2"), input.Number("alpha"));
}
