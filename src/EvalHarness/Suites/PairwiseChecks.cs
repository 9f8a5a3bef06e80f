using EvalHarness.Models.Providers;
using EvalHarness.Scoring.Judges;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Judges that compare answers: that there is another model to compare with, whose answers are asked for.</summary>
internal static class PairwiseChecks
{
    public static void Check(SuiteChecks suite, JudgeSpec judge)
    {
        if (judge.Kind is not Pairwise pair)
        {
            return;
        }

        var at = suite.Places.At(judge, "against");
        var unasked = suite
            .Spec.Models.Where(model => model.OnlyInTeams || model.Provider is Published)
            .Select(model => model.Name)
            .ToHashSet(StringComparer.Ordinal);
        if (!pair.IsRound)
        {
            suite.CheckModel(pair.Against, at, Pairwise.All);
        }

        if (suite.Spec.Models.Any(model => model.Name == pair.Against && model.Provider is Published))
        {
            suite.Findings.Add(
                at,
                $"model {Wording.Quote(pair.Against)}, of which there are published scores and no answers",
                "a model that is asked"
            );
        }

        if (suite.Models.Count(model => !unasked.Contains(model)) < 2)
        {
            suite.Findings.Add(
                at,
                $"judge {Wording.Quote(judge.Name)}, who compares answers, and a single model that answers",
                "two models or more"
            );
        }
    }
}
