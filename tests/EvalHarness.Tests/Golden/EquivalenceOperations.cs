using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Tests;
using static EvalHarness.Tests.Golden.GoldenJson;

namespace EvalHarness.Tests.Golden;

internal static class EquivalenceOperations
{
    [GoldenOperation("tost_paired_t")]
    public static JsonNode? PairedT(JsonElement input)
    {
        double alpha = input.Number("alpha");
        var test = Equivalence.PairedT(
            input.Numbers("a"),
            input.Numbers("b"),
            input.Number("low"),
            input.Number("high"),
            alpha
        );
        return OfT(test, alpha);
    }

    [GoldenOperation("tost_welch")]
    public static JsonNode? Welch(JsonElement input)
    {
        double alpha = input.Number("alpha");
        var test = Equivalence.Welch(
            input.Numbers("a"),
            input.Numbers("b"),
            input.Number("low"),
            input.Number("high"),
            alpha
        );
        return OfT(test, alpha);
    }

    [GoldenOperation("tost_paired_proportions")]
    public static JsonNode? PairedProportions(JsonElement input)
    {
        (double margin, double alpha) = (input.Number("margin"), input.Number("alpha"));
        var table = BinomialOperations.Table(input);
        var tango = Equivalence.Tango(table, margin, alpha);
        var wald = Equivalence.PairedWald(table, margin);
        return new JsonObject
        {
            ["estimate"] = tango.Difference,
            ["tango_z_lower"] = Node(tango.LowerStatistic),
            ["tango_p_noninferior"] = Node(tango.PLower),
            ["tango_z_upper"] = Node(tango.UpperStatistic),
            ["tango_p_upper"] = Node(tango.PUpper),
            ["tango_p_tost"] = Node(tango.P),
            ["wald_p_noninferior"] = Node(wald.PLower),
            ["wald_p_tost"] = Node(wald.P),
            ["noninferior_tango"] = tango.IsNonInferior(alpha),
            ["equivalent_tango"] = tango.IsEquivalent(alpha),
        };
    }

    [GoldenOperation("tost_independent_proportions")]
    public static JsonNode? Independent(JsonElement input)
    {
        (double margin, double alpha) = (input.Number("margin"), input.Number("alpha"));
        var groups = BinomialOperations.Groups(input);
        var score = Equivalence.Score(groups, margin);
        var inflated = Equivalence.Score(groups, margin, inflateVariance: true);
        var wald = Equivalence.IndependentWald(groups, margin);
        return new JsonObject
        {
            ["estimate"] = score.Difference,
            ["wald_p_noninferior"] = Node(wald.PLower),
            ["wald_p_tost"] = Node(wald.P),
            ["fm_z_lower"] = Node(score.LowerStatistic),
            ["fm_p_noninferior"] = Node(score.PLower),
            ["fm_z_upper"] = Node(score.UpperStatistic),
            ["fm_p_upper"] = Node(score.PUpper),
            ["fm_p_tost"] = Node(score.P),
            ["mn_z_lower"] = Node(inflated.LowerStatistic),
            ["mn_p_noninferior"] = Node(inflated.PLower),
            ["mn_z_upper"] = Node(inflated.UpperStatistic),
            ["mn_p_upper"] = Node(inflated.PUpper),
            ["mn_p_tost"] = Node(inflated.P),
            ["noninferior_fm"] = score.IsNonInferior(alpha),
            ["equivalent_fm"] = score.IsEquivalent(alpha),
        };
    }

    private static JsonObject OfT(EquivalenceResult test, double alpha) =>
        new()
        {
            ["mean_diff"] = test.Difference,
            ["t_lower"] = Node(test.LowerStatistic),
            ["p_lower"] = Node(test.PLower),
            ["t_upper"] = Node(test.UpperStatistic),
            ["p_upper"] = Node(test.PUpper),
            ["p_tost"] = Node(test.P),
            ["df"] = Node(test.DegreesOfFreedom),
            ["ci_1_minus_2alpha"] = GoldenResult.Node(test.Interval),
            ["equivalent"] = test.IsEquivalent(alpha),
            ["p_noninferior_at_low"] = Node(test.PLower),
            ["noninferior"] = test.IsNonInferior(alpha),
            ["note_zero_variance"] = test.Note,
        };
}
