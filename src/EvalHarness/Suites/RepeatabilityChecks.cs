using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Models that are asked again: that asking them again can tell anything.</summary>
internal static class RepeatabilityChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var model in suite.Spec.Models.Where(model => model.Repeatability is not null))
        {
            if (WhyNot(model) is var (why, expected))
            {
                suite.Findings.Add(
                    suite.Places.At(model, "repeatability"),
                    $"'repeatability' for model {Wording.Quote(model.Name)}, {why}",
                    expected
                );
            }
        }
    }

    private static (string Why, string Expected)? WhyNot(ModelSpec model) =>
        model switch
        {
            { Provider: Published } => ("which is known by published scores alone", "a model that is asked"),
            { Provider.IsRecorded: true } => (
                "whose answers are read from a file, where each stands as it was once given",
                "it at the model that gave them"
            ),
            { Provider: ITeam } => (
                "which answers through other models, each of which is asked once for all teams",
                "it at those models, asked everything themselves"
            ),
            { OnlyInTeams: true } => (
                "which is asked only where others need it",
                "a model that is asked everything itself; a judge has 'repeats'"
            ),
            { IsBatch: true } => (
                "which is asked by the batch: what comes one by one beside it comes from elsewhere",
                "one of 'repeatability' and 'batch'"
            ),
            _ => null,
        };
}
