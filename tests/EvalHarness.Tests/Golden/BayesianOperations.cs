using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Tests.Golden;

/// <summary>Topic 17: Bayesian comparisons.</summary>
internal static class BayesianOperations
{
    [GoldenOperation("beta_posterior")]
    public static JsonNode? Posterior(JsonElement input)
    {
        double mass = input.Number("mass");
        var posterior = BetaPosterior.Of(
            input.Long("x"),
            input.Long("n"),
            input.Number("prior_a"),
            input.Number("prior_b")
        );
        return new JsonObject
        {
            ["a"] = posterior.A,
            ["b"] = posterior.B,
            ["mean"] = posterior.Mean,
            ["sd"] = posterior.StandardDeviation,
            ["median"] = posterior.Median,
            ["mode"] = GoldenJson.Node(posterior.Mode),
            ["equal_tailed"] = Node(posterior.EqualTailed(mass)),
            ["hdi"] = posterior.HighestDensity(mass) is { } hdi ? Node(hdi) : null,
        };
    }

    [GoldenOperation("beta_binomial_compare")]
    public static JsonNode? CompareIndependent(JsonElement input)
    {
        double a = input.Number("prior_a");
        double b = input.Number("prior_b");
        var difference = BayesianComparisons.Independent(
            BetaPosterior.Of(input.Long("x1"), input.Long("n1"), a, b),
            BetaPosterior.Of(input.Long("x2"), input.Long("n2"), a, b),
            input.Number("rope")
        );
        return new JsonObject
        {
            ["p_a_greater_b"] = difference.FirstBetter,
            ["p_in_rope"] = difference.Regions.Rope,
            ["mean_diff"] = difference.MeanDifference,
        };
    }

    [GoldenOperation("paired_dirichlet")]
    public static JsonNode? ComparePaired(JsonElement input)
    {
        var difference = BayesianComparisons.Paired(
            input.Number("n11"),
            input.Number("n10"),
            input.Number("n01"),
            input.Number("n00"),
            input.Number("prior_per_cell"),
            input.Number("rope")
        );
        return new JsonObject
        {
            ["p_a_better"] = difference.FirstBetter,
            ["p_a_better_beyond_rope"] = difference.Regions.Right,
            ["p_b_better_beyond_rope"] = difference.Regions.Left,
            ["p_rope"] = difference.Regions.Rope,
            ["posterior_mean_diff"] = difference.MeanDifference,
            ["posterior_sd_diff"] = difference.StandardDeviation,
        };
    }

    [GoldenOperation("bayes_correlated_t")]
    public static JsonNode? CorrelatedT(JsonElement input)
    {
        double[] differences = input.Numbers("diff");
        if (BayesianComparisons.CorrelatedT(differences, input.Number("rho"), input.Number("rope")) is not { } result)
        {
            return null;
        }
        var node = Node(result.Regions);
        node["mean"] = result.Mean;
        node["scale"] = result.Scale;
        node["df"] = result.Df;
        return node;
    }

    [GoldenOperation("bayes_sign")]
    public static JsonNode? Sign(JsonElement input)
    {
        double prior = input.TryGetProperty("prior_in_rope", out _) ? input.Number("prior_in_rope") : 1;
        return BayesianComparisons.Sign(input.Numbers("diff"), input.Number("rope"), prior) is { } regions
            ? Node(regions)
            : null;
    }

    private static JsonObject Node(ThreeWay regions) =>
        new()
        {
            ["p_left"] = regions.Left,
            ["p_rope"] = regions.Rope,
            ["p_right"] = regions.Right,
        };

    private static JsonArray Node(Interval interval) => GoldenJson.Node([interval.Low, interval.High]);
}
