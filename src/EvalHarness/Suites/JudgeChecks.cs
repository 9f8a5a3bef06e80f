using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Judges: that their models can judge, that they see what there is, and that metrics name judges that are there.</summary>
internal static class JudgeChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var task in suite.Spec.Tasks)
        {
            foreach (var judge in task.Judges)
            {
                CheckModels(suite, judge);
                CheckEvidence(suite, task, judge);
                PairwiseChecks.Check(suite, judge);
            }

            CheckMetrics(suite, task);
        }
    }

    /// <summary>Whether some judge of a suite asks a model.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="model">Name of the model.</param>
    public static bool AreAsking(SuiteChecks suite, string model) =>
        suite.Spec.Tasks.Any(task => task.Judges.Any(judge => judge.Models.Contains(model)));

    private static void CheckModels(SuiteChecks suite, JudgeSpec judge)
    {
        if (judge.Models.IsEmpty)
        {
            suite.Findings.Add(suite.Places.At(judge, "models"), "a judge without models", "at least one model");
        }

        foreach (var (place, name) in judge.Models.Index())
        {
            var at = suite.Places.At(judge, "models", place);
            var model = suite.Spec.Models.FirstOrDefault(one => one.Name == name);
            if (model is not { OnlyInTeams: true })
            {
                suite.CheckModel(name, at);
            }

            if (judge.Models.Take(place).Contains(name))
            {
                suite.Findings.Add(
                    at,
                    $"model {Wording.Quote(name)} twice",
                    "each model once; 'repeats:' asks one again"
                );
            }

            if (model?.Provider is { } provider && (provider is ITeam or Published || provider.IsLocal))
            {
                suite.Findings.Add(
                    at,
                    $"model {Wording.Quote(name)} as a judge",
                    "a language model that is asked by itself"
                );
            }
        }
    }

    private static void CheckEvidence(SuiteChecks suite, EvalTask task, JudgeSpec judge)
    {
        string[]? fields = task.Dataset.Fields is { } named
            ? [.. named]
            : suite.Columns.GetValueOrDefault(task.Dataset);
        if (judge.Kind.Evidence is { } field && fields is not null && !fields.Contains(field))
        {
            suite.Findings.Add(
                suite.Places.At(judge, "field"),
                $"{Wording.Quote(field)}, which task {Wording.Quote(task.Name)} does not have as a field",
                Wording.List(fields),
                Spelling.Nearest(field, fields)
            );
        }
    }

    private static void CheckMetrics(SuiteChecks suite, EvalTask task)
    {
        string[] judges = [.. task.Judges.Select(judge => judge.Name)];
        foreach (var (place, metric) in task.Metrics.Index())
        {
            if (metric is Judged judged && !judges.Contains(judged.Judge))
            {
                suite.Findings.Add(
                    suite.Places.At(task, "metrics", place),
                    $"unknown judge {Wording.Quote(judged.Judge)}",
                    judges.Length == 0 ? "a judge among the task's 'judges:'" : Wording.List(judges),
                    Spelling.Nearest(judged.Judge, judges)
                );
            }
        }
    }
}
