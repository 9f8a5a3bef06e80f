using EvalHarness.Models;
using EvalHarness.Scoring;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Tasks with pictures: that the data have their columns, and that each model is shown them.</summary>
internal static class ImageChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var task in suite.Spec.Tasks.Where(task => !task.Images.IsEmpty))
        {
            if (
                suite.Columns.TryGetValue(task.Dataset, out string[]? columns)
                && !ColumnChecks.AreRight(suite, task, "images", task.Images, columns)
            )
            {
                suite.Unreadable.Add(task);
            }

            CheckAsking(suite, task);
            foreach (var model in suite.Spec.Models)
            {
                CheckModel(suite, task, model);
            }
        }
    }

    private static void CheckAsking(SuiteChecks suite, EvalTask task)
    {
        var at = suite.Places.At(task, "images");
        if (suite.Spec.Models.Any(model => task.For(model).FewShot is { Count: > 0 }) || task.FewShot is { Count: > 0 })
        {
            suite.Findings.Add(at, "'images' and 'few_shot', whose examples have no pictures", "one of the two");
        }

        if (task.Answer is ILikelihoodFormat)
        {
            suite.Findings.Add(at, "'images' where answers are chosen by likelihood, of texts alone", "another answer");
        }

        if (task.HasJudges)
        {
            suite.Findings.Warn(
                at,
                $"judges of task {Wording.Quote(task.Name)} are shown no pictures: they go by the texts alone"
            );
        }
    }

    private static void CheckModel(SuiteChecks suite, EvalTask task, ModelSpec model)
    {
        var provider = model.Provider;
        if (model.IsBatch)
        {
            suite.Findings.Add(
                suite.Places.At(task, "images"),
                $"'images' for model {Wording.Quote(model.Name)}, which is asked by the batch",
                "a model without 'batch'"
            );
        }
        else if (!provider.TakesImages && !provider.IsLocal && !provider.IsRecorded && provider is not ITeam)
        {
            // Local ones, such as rules and classifiers, read no prompt.
            suite.Findings.Add(
                suite.Places.At(task, "images"),
                $"'images', which the provider of model {Wording.Quote(model.Name)} does not pass on",
                "models of openai, azure-openai, anthropic, ollama, openai-compatible or command"
            );
        }
    }
}
