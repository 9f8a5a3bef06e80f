using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Suites;

namespace EvalHarness.Tests.Golden;

/// <summary>Whole decisions.</summary>
internal static class DecisionModelShapes
{
    public static readonly DecisionShape[] All =
    [
        new(["model", "seed", "N"], Decision),
        new(["model", "seed", "N", "pair_variance"], StudyCurve),
        new(["model", "seed", "N", "wtp"], Acceptabilities),
        new(["base", "seed", "N"], Bridge),
        new(["option", "seed", "N"], BreakEvens),
    ];

    private static JsonObject Decision(JsonElement input)
    {
        var result = DecisionAnalysis.Analyse(Spec(input));
        return DecisionResultJson.Write(result);
    }

    private static JsonObject StudyCurve(JsonElement input)
    {
        var spec = Spec(input);
        var named = spec.Studies.First(study => study.Design is PairedEval);
        double[] cost = [.. input.GetProperty("cost").GetString()!.TrimEnd('n').Split('+').Select(Number)];
        StudySpec study = new(
            named.Id,
            (PairedEval)named.Design with
            {
                PairVariance = input.Number("pair_variance"),
                ResidualProtocolSd = input.Number("residual_protocol_sd"),
                N = [25, 50, 100, 200, 500, 1000, 1500, 3000, 6000, 20000],
            },
            cost[0],
            CostPerItem: cost[1]
        );
        var draws = ParameterDraws.Sample(spec);
        var outcomes = CashFlowEngine.Simulate(spec, draws);
        var one = spec with { Studies = [study] };
        var regression = StudyAppraisal.Of(one, draws, outcomes, [.. Enumerable.Range(0, spec.Options.Length)])[0];
        var curve = EvsiCurve.Of(study, draws, outcomes.NetBenefit, regression.Sizes.Select(size => size.N));
        return new JsonObject
        {
            ["evppi_difference"] = curve.Evppi,
            ["sd_difference"] = curve.Sd,
            ["rows"] = new JsonArray([
                .. curve.Rows.Zip(
                    regression.Sizes,
                    (approximate, exact) =>
                        new JsonObject
                        {
                            ["n"] = approximate.N,
                            ["evsi_regression"] = exact.Evsi,
                            ["evsi_gaussian_approx"] = approximate.Evsi,
                            ["cost"] = approximate.Cost,
                            ["enbs"] = approximate.Enbs,
                        }
                ),
            ]),
            ["n_best"] = curve.Rows.MaxBy(row => row.Enbs)!.N,
        };
    }

    private static JsonObject Acceptabilities(JsonElement input)
    {
        var spec = Spec(input);
        var outcomes = CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec));
        return DecisionDrawShapes.AcceptabilityRows(outcomes.Cost, outcomes.Effect, input.Numbers("wtp"));
    }

    private static JsonObject Bridge(JsonElement input)
    {
        (var first, var second, _) = Examples(input);
        string[] suffixes = ["", "", "", "", "", " (= S1)", " (= S2, vs incumbent)", ""];
        var steps = NpvBridge.Of(second, ParameterDraws.Sample(second), first.Options[1].Id);
        return new JsonObject
        {
            ["steps"] = new JsonArray([
                .. steps.Select(
                    (step, i) =>
                        new JsonObject
                        {
                            ["step"] = step.Label + suffixes[i],
                            ["mean"] = step.Npv,
                            ["mcse"] = step.StandardError,
                        }
                ),
            ]),
        };
    }

    private static JsonObject BreakEvens(JsonElement input)
    {
        (var first, var second, var third) = Examples(input);
        string option = input.GetProperty("option").GetString()!;
        var ofFirst = Found(first, option);
        var ofSecond = Found(second, option);
        return new JsonObject
        {
            ["frontier_rate_S1"] = GoldenJson.Node(ofFirst(Assumption.FrontierRate)),
            ["volume_multiplier_S1"] = GoldenJson.Node(ofFirst(Assumption.Volume)),
            ["custom_quality_S1"] = GoldenJson.Node(ofFirst(Assumption.Quality)),
            ["oneoff_S1"] = GoldenJson.Node(ofFirst(Assumption.OneOff)),
            ["custom_quality_S2"] = GoldenJson.Node(ofSecond(Assumption.Quality)),
            ["oneoff_S2"] = GoldenJson.Node(ofSecond(Assumption.OneOff)),
            ["custom_quality_S3"] = GoldenJson.Node(Found(third, option)(Assumption.Quality)),
            ["router_quality_S3"] = GoldenJson.Node(Found(third, "router")(Assumption.Quality)),
        };

        static Func<Assumption, double?> Found(DecisionSpec spec, string option)
        {
            var draws = ParameterDraws.Sample(spec);
            var found = BreakEvenSearch.Of(spec, draws, CashFlowEngine.Simulate(spec, draws), option);
            return assumption => found.Single(one => one.Assumption == assumption).Value;
        }
    }

    /// <summary>
    /// The first three examples: S2 is S1 with the frontier and the specialists of S3, so that it can be made where only S1 and
    /// S3 are in the file.
    /// </summary>
    private static (DecisionSpec First, DecisionSpec Second, DecisionSpec Third) Examples(JsonElement input)
    {
        var first = Named("example-S1", input);
        var third = Named("example-S3", input);
        var second = first with { Market = third.Market, Options = first.Options.Add(third.Option("specialists")) };
        return (first, second, third);
    }

    private static DecisionSpec Spec(JsonElement input)
    {
        var model = input.GetProperty("model");
        return model.ValueKind == JsonValueKind.String ? Named(model.GetString()!, input) : Read(model, input);
    }

    private static DecisionSpec Named(string id, JsonElement input) =>
        Read(GoldenFiles.Named(id).Input.GetProperty("model"), input);

    // The keys of a model are those of the YAML, and JSON is YAML.
    private static DecisionSpec Read(JsonElement model, JsonElement input) =>
        DecisionReader.Parse(model.GetRawText(), "model", SuiteCatalog.With()) with
        {
            MonteCarlo = new MonteCarloSpec(input.Integer("N"), input.Long("seed")),
        };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
