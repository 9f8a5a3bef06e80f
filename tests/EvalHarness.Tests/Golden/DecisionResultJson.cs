using System.Text.Json.Nodes;
using EvalHarness.Decisions.Verdicts;

namespace EvalHarness.Tests.Golden;

/// <summary>Writes a decision's result with the keys of the decision cases.</summary>
internal static class DecisionResultJson
{
    public static JsonObject Write(DecisionResult result)
    {
        JsonArray Column(Func<OptionSummary, double> value) => GoldenJson.Node(result.Options.Select(value));
        JsonObject ByOption(Func<OptionSummary, double?> value) =>
            new(
                result
                    .Options.Where(option => option.IsFeasible)
                    .Select(option => KeyValuePair.Create(option.Id, GoldenJson.Node(value(option))))
            );
        JsonNode npv = Column(option => option.Npv);
        return new JsonObject
        {
            ["ids"] = Texts(result.Options.Select(option => option.Id)),
            ["feasible"] = Texts(result.Options.Where(option => option.IsFeasible).Select(option => option.Id)),
            ["incumbent"] = result.Spec.Incumbent,
            ["npv_incremental"] = npv.DeepClone(),
            ["npv_incremental_mean"] = npv,
            ["npv_mcse"] = Column(option => option.NpvStandardError),
            ["npv_p5"] = Column(option => option.P5),
            ["npv_p50"] = Column(option => option.P50),
            ["npv_p95"] = Column(option => option.P95),
            ["p_npv_pos"] = Column(option => option.PPositive),
            ["cvar5"] = Column(option => option.Cvar5),
            ["best"] = result.Best,
            ["p_best"] = ByOption(option => option.PBest),
            ["expected_regret"] = ByOption(option => option.ExpectedRegret),
            ["evpi"] = result.Evpi,
            ["evpi_mcse"] = result.EvpiStandardError,
            ["effect"] = Column(option => option.Effect),
            ["cost"] = Column(option => option.Cost),
            ["effect_mean"] = Column(option => option.Effect),
            ["cost_mean"] = Column(option => option.Cost),
            ["icer"] = DecisionDrawShapes.Rungs(result.Ladder),
            ["evppi"] = Values(result),
            ["evppi_top"] = Values(result),
            ["evsi"] = result.Studies.IsEmpty ? null : result.Studies.Max(study => study.Evsi),
            ["studies"] = Studies(result),
            ["shadow_price"] = result.TotalShadowPrice,
            ["constraint_shadow_price"] = result.TotalShadowPrice,
            ["breakeven"] = BreakEvens(result),
            ["recommendation"] = Recommendation(result),
        };
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private static JsonObject Values(DecisionResult result) =>
        new(result.Parameters.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Evppi)));

    private static JsonObject Studies(DecisionResult result) =>
        new(
            result.Studies.Select(study =>
                KeyValuePair.Create(
                    study.Id,
                    (JsonNode?)
                        new JsonObject
                        {
                            ["evsi"] = study.Evsi,
                            ["delay_cost"] = study.DelayCost,
                            ["cost"] = study.Cost,
                            ["enbs"] = study.Enbs,
                        }
                )
            )
        );

    private static JsonObject BreakEvens(DecisionResult result) =>
        new(
            result
                .BreakEvens.Where(one => one.Option == result.Subject)
                .Select(one => KeyValuePair.Create(one.Assumption.ToString(), GoldenJson.Node(one.Value)))
        );

    private static JsonObject? Recommendation(DecisionResult result)
    {
        if (result.Verdict is not { } verdict)
        {
            return null;
        }

        var answer = new JsonObject
        {
            ["action"] = verdict.Action switch
            {
                VerdictAction.Stop => "stop",
                VerdictAction.Go => "go",
                VerdictAction.PilotFirst => "pilot first",
                VerdictAction.MeasureFirst => "measure first",
                _ => "collect n more eval samples",
            },
        };
        answer["expected_npv"] = result.Options.Single(option => option.Id == verdict.Option).Npv;
        if (verdict.Study is null)
        {
            answer["option"] = verdict.Option;
            // The reference says the same in words of its own.
            answer["reason"] =
                verdict.Reasons[0] == "no option is worth more than the one in use, and no study pays"
                    ? "no option beats the incumbent in expectation and no study pays"
                    : verdict.Reasons[0];
        }
        else
        {
            answer["study"] = verdict.Study;
            answer["enbs"] = GoldenJson.Node(verdict.Enbs);
            answer["then_best_now"] = verdict.Option;
        }

        return answer;
    }
}
