using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Tests.Golden;

/// <summary>Present values, break-evens and the value of information in closed form.</summary>
internal static class DecisionClosedFormShapes
{
    public static readonly DecisionShape[] All =
    [
        new(
            ["payment", "months", "annual_rate"],
            input =>
                One(
                    "pv",
                    input.Number("payment")
                        * CashFlowSeries.MidMonthAnnuity(input.Number("annual_rate"), input.Integer("months"))
                )
        ),
        new(["c1", "cases"], Annuities),
        new(["c1", "r", "g", "n"], GrowingAnnuity),
        new(["capex", "rent_per_hour"], Utilisation),
        new(["api_per_query", "selfhost_per_query", "selfhost_fixed_per_month"], Volume),
        new(["err_general", "err_custom", "error_floor", "frontier_error_reduction_per_year"], Crossing),
        new(["tokens_in", "tokens_out", "price_in", "price_out"], TokenCost),
        new(["counts", "utility", "prevalence"], Confusion),
        new(["cases"], NormalEvpi),
        new(["mu", "sd0", "sd_obs", "n_max"], BestSize),
        new(["a", "b", "K", "C", "n"], BetaBinomial),
        new(["alpha", "K", "C", "n"], Paired),
        new(["mu", "sd", "pilot_noise_sd", "pilot_cost"], Pilot),
    ];

    private static JsonObject Annuities(JsonElement input) =>
        new()
        {
            ["pv"] = GoldenJson.Node(
                input
                    .GetProperty("cases")
                    .EnumerateArray()
                    .Select(one =>
                        Annuity.Growing(input.Number("c1"), one[0].GetDouble(), one[1].GetDouble(), Periods(one[2]))
                    )
            ),
        };

    private static JsonObject GrowingAnnuity(JsonElement input)
    {
        double? periods = Periods(input.GetProperty("n"));
        return One("pv", Annuity.Growing(input.Number("c1"), input.Number("r"), input.Number("g"), periods));
    }

    private static double? Periods(JsonElement n) => n.ValueKind == JsonValueKind.String ? null : n.GetDouble();

    private static JsonObject Utilisation(JsonElement input) =>
        One(
            "break_even_utilisation",
            new GpuPurchase(
                input.Number("capex"),
                input.Number("residual_share"),
                input.Integer("months"),
                input.Number("rent_per_hour"),
                input.Number("opex_per_hour_owned"),
                input.Number("annual_rate")
            ).BreakEvenUtilisation
        );

    private static JsonObject Volume(JsonElement input) =>
        One(
            "queries_per_month",
            new CostLines(
                0,
                input.Number("api_per_query"),
                input.Number("selfhost_fixed_per_month"),
                input.Number("selfhost_per_query")
            ).BreakEvenVolume
        );

    private static JsonObject Crossing(JsonElement input) =>
        One(
            "months",
            Frontier.CrossingMonths(
                input.Number("err_general"),
                input.Number("err_custom"),
                input.Number("error_floor"),
                input.Number("frontier_error_reduction_per_year")
            )
        );

    private static JsonObject TokenCost(JsonElement input) =>
        One(
            "usd",
            ApiSpec.PricePerAnswer(
                input.Number("tokens_in"),
                input.Number("tokens_out"),
                input.Number("price_in"),
                input.Number("price_out"),
                Or(input, "cached_share", 0),
                Or(input, "price_cached", 0),
                Or(input, "retry_rate", 0),
                Or(input, "decline", 0),
                Or(input, "month", 0)
            )
        );

    private static JsonObject Confusion(JsonElement input)
    {
        var value = ConfusionValue.Of(
            input.Rows("counts"),
            input.Rows("utility"),
            input.Numbers("prevalence"),
            Or(input, "dirichlet_alpha", 0.5)
        );
        return new JsonObject { ["mean"] = value.Mean, ["sd"] = value.Sd };
    }

    /// <summary>Mean and standard deviation of a net benefit; three columns are a sequential McNemar test.</summary>
    private static JsonObject NormalEvpi(JsonElement input)
    {
        double[][] cases = input.Rows("cases");
        return cases.All(one => one.Length == 3)
            ? DecisionStatisticsShapes.Evidence(cases)
            : new JsonObject { ["evpi"] = GoldenJson.Node(cases.Select(one => new NormalChoice(one[0], one[1]).Evpi)) };
    }

    private static JsonObject BestSize(JsonElement input)
    {
        (int n, double enbs) = new NormalChoice(input.Number("mu"), input.Number("sd0")).BestSize(
            input.Number("sd_obs"),
            input.Number("fixed"),
            input.Number("per_item"),
            input.Integer("n_max")
        );
        return new JsonObject { ["n"] = n, ["enbs"] = enbs };
    }

    private static JsonObject BetaBinomial(JsonElement input)
    {
        var choice = new BetaChoice(input.Number("a"), input.Number("b"), input.Number("K"), input.Number("C"));
        return new JsonObject
        {
            ["evsi"] = GoldenJson.Node(input.Numbers("n").Select(n => choice.Evsi((int)n))),
            ["evpi"] = choice.Evpi,
        };
    }

    private static JsonObject Paired(JsonElement input)
    {
        double[] prior = input.Numbers("alpha");
        var choice = new PairedChoice(prior[0], prior[1], prior[2], input.Number("K"), input.Number("C"));
        return new JsonObject { ["evsi"] = GoldenJson.Node(input.Numbers("n").Select(n => choice.Evsi((int)n))) };
    }

    private static JsonObject Pilot(JsonElement input)
    {
        var option = PilotOption.Of(
            new NormalChoice(input.Number("mu"), input.Number("sd")),
            input.Number("pilot_noise_sd"),
            input.Number("pilot_cost"),
            Or(input, "delay_years", 0),
            Or(input, "rate", 0)
        );
        return new JsonObject
        {
            ["go_now"] = option.GoNow,
            ["stop"] = 0.0,
            ["preposterior_sd"] = option.PreposteriorSd,
            ["staged"] = option.Staged,
            ["p_go_after_pilot"] = option.GoAfterPilot,
        };
    }

    private static double Or(JsonElement input, string key, double otherwise) =>
        input.TryGetProperty(key, out _) ? input.Number(key) : otherwise;

    private static JsonObject One(string key, double? value) => new() { [key] = GoldenJson.Node(value) };
}
