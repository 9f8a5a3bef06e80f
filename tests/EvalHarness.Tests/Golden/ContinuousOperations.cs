using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Tests;
using static EvalHarness.Tests.Golden.GoldenJson;
using static EvalHarness.Tests.Golden.GoldenResult;

namespace EvalHarness.Tests.Golden;

internal static class ContinuousOperations
{
    [GoldenOperation("paired_t")]
    public static JsonNode? PairedT(JsonElement input)
    {
        var test = TTest.Paired(input.Numbers("a"), input.Numbers("b"), input.Number("confidence"));
        return new JsonObject
        {
            ["n"] = test.N,
            ["mean_diff"] = test.MeanDifference,
            ["sd_diff"] = Node(test.StandardDeviation),
            ["se"] = Node(test.StandardError),
            ["t"] = Node(test.T),
            ["df"] = Node(test.DegreesOfFreedom),
            ["p"] = Node(test.P),
            ["p_greater"] = Node(test.PGreater),
            ["p_less"] = Node(test.PLess),
            ["ci"] = Node(test.Interval),
            ["dz"] = Node(test.EffectSize),
            ["hedges_gz"] = Node(test.HedgesG),
        };
    }

    [GoldenOperation("wilcoxon_signed_rank")]
    public static JsonNode? Wilcoxon(JsonElement input)
    {
        var test = WilcoxonSignedRank.Of(input.Numbers("d"));
        return new JsonObject
        {
            ["n_nonzero"] = test.NonZero,
            ["n_zero"] = test.Zero,
            ["w_plus"] = test.WPlus,
            ["w_minus"] = test.WMinus,
            ["w_plus_pratt"] = test.WPlusPratt,
            ["w_minus_pratt"] = test.WMinusPratt,
            ["rank_biserial"] = Node(test.RankBiserial),
            ["hodges_lehmann"] = Node(test.HodgesLehmann),
            ["p_exact"] = Node(test.PExact),
            ["p_exact_greater"] = Node(test.PExactGreater),
            ["p_exact_less"] = Node(test.PExactLess),
            ["p_approx"] = Node(test.Approximation?.P),
            ["p_approx_cc"] = Node(test.Approximation?.PCorrected),
            ["p_approx_wilcox"] = Node(test.Approximation?.P),
            ["p_approx_wilcox_cc"] = Node(test.Approximation?.PCorrected),
            ["p_approx_wilcox_greater"] = Node(test.Approximation?.PGreater),
            ["p_approx_wilcox_cc_greater"] = Node(test.Approximation?.PCorrectedGreater),
            ["p_approx_pratt"] = Node(test.Pratt?.P),
            ["p_approx_pratt_cc"] = Node(test.Pratt?.PCorrected),
            ["p_approx_pratt_greater"] = Node(test.Pratt?.PGreater),
            ["p_approx_pratt_cc_greater"] = Node(test.Pratt?.PCorrectedGreater),
        };
    }

    [GoldenOperation("sign_test")]
    public static JsonNode? Sign(JsonElement input)
    {
        var test = SignTest.Of(input.Numbers("d"));
        return new JsonObject
        {
            ["n_pos"] = test.Positive,
            ["n_neg"] = test.Negative,
            ["n_zero"] = test.Zero,
            ["p"] = test.P,
            ["p_greater"] = test.PGreater,
            ["p_less"] = test.PLess,
        };
    }

    [GoldenOperation("unpaired_two_sample")]
    public static JsonNode? Unpaired(JsonElement input)
    {
        double[] x = input.Numbers("x");
        double[] y = input.Numbers("y");
        double level = input.Number("confidence");
        var welch = TTest.Welch(x, y, level);
        var student = TTest.Student(x, y, level);
        var ranks = MannWhitney.Of(x, y);
        return new JsonObject
        {
            ["mean_diff"] = welch.MeanDifference,
            ["welch_t"] = Node(welch.T),
            ["welch_df"] = Node(welch.DegreesOfFreedom),
            ["welch_p"] = Node(welch.P),
            ["welch_ci"] = Node(welch.Interval),
            ["student_t"] = Node(student.T),
            ["student_df"] = Node(student.DegreesOfFreedom),
            ["student_p"] = Node(student.P),
            ["student_ci"] = Node(student.Interval),
            ["cohen_d"] = Node(student.EffectSize),
            ["hedges_g_exact"] = Node(student.HedgesG),
            ["hedges_g_approx"] = Node(EffectSizes.HedgesGApproximate(student.EffectSize, x.Length, y.Length)),
            ["u1"] = ranks.U,
            ["cliffs_delta"] = ranks.CliffsDelta,
            ["vargha_delaney_a"] = ranks.VarghaDelaneyA,
            ["mwu_p_approx"] = Node(ranks.Approximation?.P),
            ["mwu_p_approx_greater"] = Node(ranks.Approximation?.PGreater),
            ["mwu_p_approx_cc"] = Node(ranks.Approximation?.PCorrected),
            ["mwu_p_approx_cc_greater"] = Node(ranks.Approximation?.PCorrectedGreater),
            ["mwu_p_exact"] = Node(ranks.PExact),
            ["mwu_p_exact_greater"] = Node(ranks.PExactGreater),
        };
    }

    [GoldenOperation("cohen_h")]
    public static JsonNode? CohenH(JsonElement input) =>
        new JsonObject { ["h"] = EffectSizes.CohenH(input.Number("p1"), input.Number("p2")) };
}
