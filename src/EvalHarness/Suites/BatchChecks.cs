using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Models that are asked by the batch: that they can be, and that nobody waits for each single answer.</summary>
internal static class BatchChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var model in suite.Spec.Models.Where(model => model.IsBatch))
        {
            var at = suite.Places.At(model, "batch");
            if (!model.Provider.CanBatch)
            {
                suite.Findings.Add(
                    at,
                    $"'batch' for model {Wording.Quote(model.Name)}, whose provider has no batch service",
                    "a provider with one, such as openai, anthropic or openai-compatible"
                );
                continue;
            }

            if (suite.Places.Value(model, "stream") is YamlScalar { Text: "true" })
            {
                suite.Findings.Add(
                    at,
                    $"'batch' and 'stream' for model {Wording.Quote(model.Name)}: the answers of a batch come whole",
                    "one of the two"
                );
            }

            CheckTeams(suite, model, at);
            if (model.Price is { Batch: null })
            {
                suite.Findings.Warn(
                    suite.Places.At(model, "price"),
                    $"a price without 'batch' for model {Wording.Quote(model.Name)}, which is asked by the batch: it is charged in full"
                );
            }
        }
    }

    private static void CheckTeams(SuiteChecks suite, ModelSpec model, Location at)
    {
        if (JudgeChecks.AreAsking(suite, model.Name))
        {
            suite.Findings.Add(
                at,
                $"'batch' for model {Wording.Quote(model.Name)}, which judges: verdicts are asked for one by one",
                "a model that judges without 'batch'"
            );
        }

        var team = suite.Spec.Models.FirstOrDefault(other =>
            other.Provider is ITeam team && team.Members.Contains(model.Name)
        );
        if (team is not null)
        {
            suite.Findings.Add(
                at,
                $"'batch' for model {Wording.Quote(model.Name)}, whose answers {Wording.Quote(team.Name)} waits for one by one",
                "a model that no cascade or router asks"
            );
        }
    }
}
