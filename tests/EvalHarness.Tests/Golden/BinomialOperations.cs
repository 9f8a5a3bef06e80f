using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Tests;
using static EvalHarness.Tests.Golden.GoldenJson;
using static EvalHarness.Tests.Golden.GoldenResult;

namespace EvalHarness.Tests.Golden;

internal static class BinomialOperations
{
    [GoldenOperation("binomial_intervals")]
    public static JsonNode? Intervals(JsonElement input)
    {
        long x = input.Long("x");
        long n = input.Long("n");
        double level = input.Number("confidence");
        return new JsonObject
        {
            ["wald"] = Node(BinomialIntervals.Wald(x, n, level)),
            ["wilson"] = Node(BinomialIntervals.Wilson(x, n, level)),
            ["wilson_cc"] = Node(BinomialIntervals.WilsonContinuityCorrected(x, n, level)),
            ["clopper_pearson"] = Node(BinomialIntervals.ClopperPearson(x, n, level)),
            ["agresti_coull"] = Node(BinomialIntervals.AgrestiCoull(x, n, level)),
            ["jeffreys"] = Node(BinomialIntervals.Jeffreys(x, n, level)),
            ["jeffreys_bcd"] = Node(BinomialIntervals.JeffreysModified(x, n, level)),
            ["estimate"] = (double)x / n,
        };
    }

    [GoldenOperation("paired_proportions")]
    public static JsonNode? Paired(JsonElement input)
    {
        var table = Table(input);
        double level = input.Number("confidence");
        (double plain, double plainP) = McNemar.ChiSquared(table);
        (double corrected, double correctedP) = McNemar.ChiSquared(table, continuityCorrected: true);
        return new JsonObject
        {
            ["estimate"] = table.Difference,
            ["mcnemar_exact_p"] = McNemar.Exact(table),
            ["mcnemar_exact_p_greater"] = McNemar.ExactGreater(table),
            ["mcnemar_midp"] = McNemar.MidP(table),
            ["mcnemar_chi2"] = plain,
            ["mcnemar_chi2_p"] = plainP,
            ["mcnemar_chi2_cc"] = corrected,
            ["mcnemar_chi2_cc_p"] = correctedP,
            ["wald_se"] = PairedProportions.WaldStandardError(table),
            ["wald_ci"] = Node(PairedProportions.Wald(table, level)),
            ["bonett_price_ci"] = Node(PairedProportions.BonettPrice(table, level)),
            ["newcombe_m10_ci"] = Node(PairedProportions.Newcombe(table, level)),
            ["newcombe_m8_ci"] = Node(PairedProportions.NewcombePlain(table, level)),
            ["tango_ci"] = Node(PairedProportions.Tango(table, level)),
        };
    }

    [GoldenOperation("independent_proportions")]
    public static JsonNode? Independent(JsonElement input)
    {
        var groups = Groups(input);
        double level = input.Number("confidence");
        var pooled = groups.PooledZ();
        var unpooled = groups.UnpooledZ();
        var yates = groups.YatesChiSquared();
        var fisher = groups.FisherExact();
        return new JsonObject
        {
            ["estimate"] = groups.Difference,
            ["z_pooled"] = Node(pooled?.Statistic),
            ["p_pooled"] = Node(pooled?.P),
            ["z_unpooled"] = Node(unpooled?.Statistic),
            ["p_unpooled"] = Node(unpooled?.P),
            ["chi2_yates"] = Node(yates?.Statistic),
            ["chi2_yates_p"] = Node(yates?.P),
            ["wald_ci"] = Node(groups.Wald(level)),
            ["newcombe_ci"] = Node(groups.Newcombe(level)),
            ["agresti_caffo_ci"] = Node(groups.AgrestiCaffo(level)),
            ["fisher_p"] = fisher.P,
            ["fisher_p_greater"] = fisher.PGreater,
            ["odds_ratio"] = Node(groups.OddsRatio()),
        };
    }

    internal static PairedTable Table(JsonElement input) =>
        new(input.Long("n11"), input.Long("n10"), input.Long("n01"), input.Long("n00"));

    internal static IndependentProportions Groups(JsonElement input) =>
        new(input.Long("x1"), input.Long("n1"), input.Long("x2"), input.Long("n2"));
}
