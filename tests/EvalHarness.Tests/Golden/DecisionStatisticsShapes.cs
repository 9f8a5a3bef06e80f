using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Power;
using EvalHarness.Statistics.Sequential;

namespace EvalHarness.Tests.Golden;

/// <summary>Sample sizes, sequential tests and cheaper precision.</summary>
internal static class DecisionStatisticsShapes
{
    public static readonly DecisionShape[] All =
    [
        new(["p_disc", "half", "delta_power"], PairedSizes),
        new(["K"], Boundaries),
        new(["cases", "alpha"], Proportions),
        new(["x", "alpha"], FixedBets),
        new(["values", "counts", "alpha"], FixedBets),
        new(["p1", "p2", "half"], UnpairedSize),
        new(["m", "icc"], Design),
        new(["x", "alpha", "c"], HedgedBets),
        new(["n", "sd", "alpha", "n_star"], Asymptotic),
        new(["gold", "judge_on_gold", "judge_only", "alpha"], PredictionPoweredOf),
        new(["y", "x", "mu_x"], Control),
        new(["weights", "sds", "n"], Allocation),
    ];

    /// <summary>Wins, losses and concentration of a sequential McNemar test, told from the cases by their three columns.</summary>
    public static JsonObject Evidence(double[][] cases) =>
        new()
        {
            ["log_e"] = GoldenJson.Node(
                cases.Select(one => SequentialMcNemar.LogEvidence((long)one[0], (long)one[1], one[2]))
            ),
            ["reject_at_5pct"] = new JsonArray([
                .. cases.Select(one =>
                    JsonValue.Create(SequentialMcNemar.Rejects((long)one[0], (long)one[1], 0.05, one[2]))
                ),
            ]),
        };

    private static JsonObject PairedSizes(JsonElement input)
    {
        double[] discordant = input.Numbers("p_disc");
        double delta = input.Number("delta_power");
        JsonArray Power(double d) =>
            GoldenJson.Node(discordant.Select(p => Math.Ceiling(McNemarPower.SizeByConnor((p + d) / 2, (p - d) / 2))));
        return new JsonObject
        {
            ["n_ci"] = GoldenJson.Node(
                discordant.Select(p => Math.Ceiling(McNemarPower.SizeForHalfWidth(input.Number("half"), p)))
            ),
            ["n_power80"] = Power(delta),
            ["n_power80_2pt"] = Power(0.02),
        };
    }

    private static JsonObject Boundaries(JsonElement input) =>
        new()
        {
            ["obf"] = GoldenJson.Node(input.Numbers("K").Select(k => GroupSequential.ObrienFleming((int)k))),
            ["pocock"] = GoldenJson.Node(input.Numbers("K").Select(k => GroupSequential.Pocock((int)k))),
        };

    private static JsonObject Proportions(JsonElement input)
    {
        double level = 1 - input.Number("alpha");
        (double a, double b) = (Or(input, "a", 0.5), Or(input, "b", 0.5));
        return new JsonObject
        {
            ["interval"] = new JsonArray([
                .. input
                    .Rows("cases")
                    .Select(one => Limits(BetaBinomialSequence.Of((long)one[0], (long)one[1], level, a, b))),
            ]),
        };
    }

    private static JsonObject FixedBets(JsonElement input)
    {
        var mixture = new FixedBetMixture();
        bool isHistogram = input.TryGetProperty("values", out _);
        double[] values = input.Numbers(isHistogram ? "values" : "x");
        double[] counts = isHistogram ? input.Numbers("counts") : [.. values.Select(_ => 1.0)];
        for (int i = 0; i < values.Length; i++)
        {
            mixture.Add(values[i], (long)counts[i]);
        }

        double alpha = input.Number("alpha");
        var answer = new JsonObject
        {
            ["interval"] = Limits(mixture.Interval(1 - alpha)),
            ["log_capital_at_half"] = mixture.LogCapitalAbove(0.5),
            ["log_capital_below_half"] = mixture.LogCapitalBelow(0.5),
        };
        if (input.TryGetProperty("margin", out _))
        {
            double margin = input.Number("margin");
            answer["log_capital_at_margin"] = mixture.LogCapitalAbove((1 - margin) / 2);
            answer["non_inferior"] = mixture.IsNonInferior(margin, alpha);
        }

        if (input.TryGetProperty("margins", out _))
        {
            double[] margins = input.Numbers("margins");
            answer["log_capital"] = GoldenJson.Node(margins.Select(one => mixture.LogCapitalAbove((1 - one) / 2)));
            answer["non_inferior"] = new JsonArray([
                .. margins.Select(one => JsonValue.Create(mixture.IsNonInferior(one, alpha))),
            ]);
        }

        return answer;
    }

    /// <summary>Items per model for a half-width of the difference of two independent shares.</summary>
    private static JsonObject UnpairedSize(JsonElement input)
    {
        (double p1, double p2) = (input.Number("p1"), input.Number("p2"));
        double z = UnitNormal.Quantile(1 - (Or(input, "alpha", 0.05) / 2));
        double variance = (p1 * (1 - p1)) + (p2 * (1 - p2));
        return new JsonObject { ["n_per_model"] = Math.Ceiling(z * z * variance / Math.Pow(input.Number("half"), 2)) };
    }

    private static JsonObject Design(JsonElement input) =>
        new() { ["design_effect"] = 1 + ((input.Number("m") - 1) * input.Number("icc")) };

    private static JsonObject HedgedBets(JsonElement input)
    {
        var bets = new HedgedBetting(input.Numbers("x"), 1 - input.Number("alpha"), input.Number("c"));
        return new JsonObject
        {
            ["interval"] = Limits(bets.Interval()),
            ["log_capital_at_half"] = bets.LogCapital(0.5),
        };
    }

    private static JsonObject Asymptotic(JsonElement input)
    {
        double level = 1 - input.Number("alpha");
        double tuning = AsymptoticSequence.Tuning(input.Number("n_star"), level);
        double sd = input.Number("sd");
        return new JsonObject
        {
            ["rho2"] = tuning,
            ["halfwidth"] = GoldenJson.Node(
                input.Numbers("n").Select(n => AsymptoticSequence.HalfWidth((long)n, sd, tuning, level))
            ),
        };
    }

    /// <summary>The decision cases divide by n - 1 throughout where ppi_py divides by n.</summary>
    private static JsonObject PredictionPoweredOf(JsonElement input)
    {
        double[] gold = input.Numbers("gold");
        (double[] labelled, double[] unlabelled) = (input.Numbers("judge_on_gold"), input.Numbers("judge_only"));
        double raw = PredictionPowered.Tuned(gold, labelled, unlabelled).RawLambda * gold.Length / (gold.Length - 1);
        double weight = Math.Clamp(raw, 0, 1);
        var mean = PredictionPowered.Fixed(gold, labelled, unlabelled, weight);
        double half = UnitNormal.Quantile(1 - (input.Number("alpha") / 2)) * mean.UnbiasedStandardError!.Value;
        return new JsonObject
        {
            ["estimate"] = mean.Value,
            ["se"] = mean.UnbiasedStandardError,
            ["lo"] = mean.Value - half,
            ["hi"] = mean.Value + half,
            ["lam"] = mean.Lambda,
        };
    }

    private static JsonObject Control(JsonElement input)
    {
        var control = ControlVariate.Of(input.Numbers("y"), input.Numbers("x"), input.Number("mu_x"));
        return new JsonObject
        {
            ["theta"] = control.Slope,
            ["estimate"] = control.Value,
            ["se"] = GoldenJson.Node(control.StandardError),
            ["var_ratio"] = GoldenJson.Node(control.VarianceRatio),
        };
    }

    private static JsonObject Allocation(JsonElement input)
    {
        (double[] weights, double[] sds, double n) = (
            input.Numbers("weights"),
            input.Numbers("sds"),
            input.Number("n")
        );
        var allocation = NeymanAllocation.Of(weights, sds, n);
        double proportional = weights.Zip(sds, (w, sd) => w / weights.Sum() * sd * sd).Sum() / n;
        return new JsonObject
        {
            ["n_k"] = GoldenJson.Node(allocation.Sizes),
            ["var_ratio"] = GoldenJson.Node(allocation.VarianceRatio),
            ["var_proportional"] = proportional,
            ["var_neyman"] = GoldenJson.Node(proportional * allocation.VarianceRatio),
            ["n_proportional"] = GoldenJson.Node(weights.Select(w => n * w / weights.Sum())),
        };
    }

    private static JsonArray Limits(Interval interval) => GoldenJson.Node([interval.Low, interval.High]);

    private static double Or(JsonElement input, string key, double otherwise) =>
        input.TryGetProperty(key, out _) ? input.Number(key) : otherwise;
}
