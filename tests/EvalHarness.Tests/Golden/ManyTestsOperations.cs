using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Tests;
using static EvalHarness.Tests.Golden.GoldenJson;

namespace EvalHarness.Tests.Golden;

internal static class ManyTestsOperations
{
    [GoldenOperation("p_adjust")]
    public static JsonNode? Adjust(JsonElement input)
    {
        double[] p = input.Numbers("p");
        return new JsonObject
        {
            ["bonferroni"] = Node(MultipleComparisons.Bonferroni(p)),
            ["holm"] = Node(MultipleComparisons.Holm(p)),
            ["hochberg"] = Node(MultipleComparisons.Hochberg(p)),
            ["hommel"] = Node(MultipleComparisons.Hommel(p)),
            ["BH"] = Node(MultipleComparisons.BenjaminiHochberg(p)),
            ["BY"] = Node(MultipleComparisons.BenjaminiYekutieli(p)),
            ["sidak"] = Node(MultipleComparisons.Sidak(p)),
            ["holm_sidak"] = Node(MultipleComparisons.HolmSidak(p)),
        };
    }

    [GoldenOperation("cochran_q")]
    public static JsonNode? CochranQ(JsonElement input)
    {
        (double[] rows, int models) = input.Table("items_by_models");
        var test = ManyModels.CochranQ(rows, models);
        return new JsonObject
        {
            ["q"] = Node(test.Statistic),
            ["df"] = test.DegreesOfFreedom,
            ["p"] = Node(test.P),
        };
    }

    [GoldenOperation("kruskal_wallis")]
    public static JsonNode? KruskalWallis(JsonElement input)
    {
        var test = ManyModels.KruskalWallis(input.Rows("groups"));
        return new JsonObject
        {
            ["h"] = Node(test.Statistic),
            ["df"] = test.DegreesOfFreedom,
            ["p"] = Node(test.P),
        };
    }

    [GoldenOperation("one_way_anova")]
    public static JsonNode? Anova(JsonElement input)
    {
        var test = ManyModels.Anova(input.Rows("groups"));
        return new JsonObject
        {
            ["f"] = Node(test.F),
            ["df1"] = test.Df1,
            ["df2"] = test.Df2,
            ["p"] = Node(test.P),
            ["eta2"] = Node(test.EtaSquared),
        };
    }

    [GoldenOperation("friedman")]
    public static JsonNode? FriedmanTest(JsonElement input)
    {
        (double[] rows, int models) = input.Table("items_by_models");
        var test = Friedman.Test(rows, models);
        return new JsonObject
        {
            ["average_ranks"] = Node(test.AverageRanks),
            ["chi2"] = Node(test.ChiSquared),
            ["df"] = test.Df1,
            ["p"] = Node(test.P),
            ["f_iman_davenport"] = Node(test.F),
            ["df1"] = test.Df1,
            ["df2"] = test.Df2,
            ["p_iman_davenport"] = Node(test.FP),
            ["kendalls_w"] = Node(test.KendallW),
            ["nemenyi_cd_alpha05"] = Friedman.NemenyiCriticalDifference(models, test.Items, 0.05),
            ["nemenyi_cd_alpha10"] = Friedman.NemenyiCriticalDifference(models, test.Items, 0.10),
            ["nemenyi_p"] = new JsonArray([.. Friedman.NemenyiP(test).Select(row => Node(row))]),
        };
    }

    [GoldenOperation("nemenyi_q")]
    public static JsonNode? NemenyiQ(JsonElement input) =>
        new JsonObject
        {
            ["q_alpha01"] = Friedman.NemenyiQ(input.Integer("k"), 0.01),
            ["q_alpha05"] = Friedman.NemenyiQ(input.Integer("k"), 0.05),
            ["q_alpha10"] = Friedman.NemenyiQ(input.Integer("k"), 0.10),
        };
}
