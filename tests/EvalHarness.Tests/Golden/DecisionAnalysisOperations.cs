using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Information;
using EvalHarness.Statistics.Regression;

namespace EvalHarness.Tests.Golden;

/// <summary>The golden operations of decision analysis in closed form.</summary>
internal static class DecisionAnalysisOperations
{
    [GoldenOperation("npv_irr")]
    public static JsonNode? NetPresentValue(JsonElement input)
    {
        double[] flows = input.Numbers("cash_flows");
        double rate = input.Number("rate");
        return new JsonObject
        {
            ["npv"] = CashFlowSeries.NetPresentValue(flows, rate),
            ["irr_all"] = GoldenJson.Node(CashFlowSeries.InternalRates(flows)),
            ["irr"] = GoldenJson.Node(CashFlowSeries.InternalRate(flows)),
            ["payback"] = GoldenJson.Node(CashFlowSeries.Payback(flows)),
            ["discounted_payback"] = GoldenJson.Node(CashFlowSeries.Payback(flows, rate)),
        };
    }

    [GoldenOperation("annuity")]
    public static JsonNode? OfEqualPayments(JsonElement input)
    {
        (double rate, double periods) = (input.Number("rate"), input.Number("periods"));
        bool due = input.TryGetProperty("due", out var flag) && flag.GetBoolean();
        double factor = Annuity.Factor(rate, periods, due);
        double payment = input.Number("present_value") / factor;
        return new JsonObject
        {
            ["annuity_factor"] = factor,
            ["pv_of_payment"] = input.Number("payment") * factor,
            ["fv_of_payment"] = input.Number("payment") * Annuity.FutureFactor(rate, periods, due),
            ["payment_for_pv"] = payment,
            ["equivalent_annual_cost_of_pv"] = payment,
        };
    }

    [GoldenOperation("break_even")]
    public static JsonNode? BreakEvenVolume(JsonElement input)
    {
        var lines = new CostLines(
            input.Number("fixed_a"),
            input.Number("variable_a"),
            input.Number("fixed_b"),
            input.Number("variable_b")
        );
        return new JsonObject
        {
            ["break_even_volume"] = GoldenJson.Node(lines.BreakEvenVolume),
            ["cheaper_below"] = Name(!lines.IsACheaperAbove),
            ["cheaper_above"] = Name(lines.IsACheaperAbove),
            ["cheaper_at_zero"] = Name(lines.IsACheaperAtZero) ?? "tie",
        };

        static string? Name(bool? isA) => isA is { } known ? (known ? "A" : "B") : null;
    }

    [GoldenOperation("normal_voi_two_action")]
    public static JsonNode? NormalTwoActions(JsonElement input)
    {
        var choice = new NormalChoice(input.Number("prior_mean"), input.Number("prior_sd"));
        double Enbs(double n) =>
            n > 0
                ? (input.Number("population") * choice.Evsi(input.Number("sampling_sd"), n))
                    - input.Number("fixed_cost")
                    - (input.Number("cost_per_sample") * n)
                : 0;
        JsonElement[] sizes = [.. input.GetProperty("n").EnumerateArray()];
        return new JsonObject
        {
            ["evpi"] = choice.Evpi,
            ["prob_wrong_now"] = choice.WrongNow,
            ["evsi"] = ByText(sizes, n => choice.Evsi(input.Number("sampling_sd"), n)),
            ["enbs"] = ByText(sizes, Enbs),
            ["best_n"] = sizes.MaxBy(n => Enbs(n.GetDouble())).GetDouble(),
        };
    }

    [GoldenOperation("beta_binomial_voi")]
    public static JsonNode? BetaBinomial(JsonElement input)
    {
        var choice = new BetaChoice(
            input.Number("a"),
            input.Number("b"),
            input.Number("value_per_success"),
            input.Number("cost")
        );
        return new JsonObject
        {
            ["value_now"] = choice.ValueNow,
            ["evpi"] = choice.Evpi,
            ["evsi"] = ByText([.. input.GetProperty("n").EnumerateArray()], n => choice.Evsi((int)n)),
        };
    }

    [GoldenOperation("two_arm_beta_voi")]
    public static JsonNode? TwoArms(JsonElement input)
    {
        (double now, double evsi, double evpi) = BetaChoice.TwoArms(
            (input.Number("a1"), input.Number("b1")),
            (input.Number("a2"), input.Number("b2")),
            input.Integer("n_per_arm")
        );
        return new JsonObject
        {
            ["value_now"] = now,
            ["evsi"] = evsi,
            ["evpi"] = evpi,
        };
    }

    [GoldenOperation("discrete_voi")]
    public static JsonNode? Discrete(JsonElement input)
    {
        var choice = DiscreteChoice.Of(
            input.Rows("payoff_actions_by_states"),
            input.Numbers("prior"),
            input.TryGetProperty("likelihood_signals_by_states", out _)
                ? input.Rows("likelihood_signals_by_states")
                : null
        );
        return new JsonObject
        {
            ["expected_value"] = GoldenJson.Node(choice.Expected),
            ["best_action"] = choice.Best,
            ["value_now"] = choice.ValueNow,
            ["evpi"] = choice.Evpi,
            ["evsi"] = GoldenJson.Node(choice.Evsi),
        };
    }

    [GoldenOperation("power_law_fit")]
    public static JsonNode? PowerLawFit(JsonElement input)
    {
        var law = PowerLaw.Fit(input.Numbers("x"), input.Numbers("y"));
        var prediction = new JsonObject();
        foreach (var size in input.GetProperty("predict_at").EnumerateArray())
        {
            prediction[size.GetRawText()] = Prediction(law, size.GetDouble());
        }

        return new JsonObject
        {
            ["a"] = law.Limit,
            ["b"] = -law.Scale,
            ["c"] = law.Exponent,
            ["sse"] = law.SquaredError,
            ["df"] = law.DegreesOfFreedom,
            ["se"] = law.StandardErrors.IsEmpty ? null : GoldenJson.Node(law.StandardErrors),
            ["prediction"] = prediction,
        };
    }

    private static JsonObject Prediction(PowerLaw law, double size)
    {
        double mean = law.At(size);
        var node = new JsonObject { ["mean"] = mean };
        if (law.Uncertainty(size) is var (error, curve, point))
        {
            node["se_mean"] = error;
            node["ci95"] = GoldenJson.Node([mean - curve, mean + curve]);
            node["pi95"] = GoldenJson.Node([mean - point, mean + point]);
        }

        return node;
    }

    private static JsonObject ByText(JsonElement[] sizes, Func<double, double> value) =>
        new(sizes.Select(n => KeyValuePair.Create(n.GetRawText(), (JsonNode?)value(n.GetDouble()))));
}
