using EvalHarness.Core;
using EvalHarness.Models.Providers;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Published scores: that leaderboards name metrics, that models have scores in them, and one each.</summary>
internal static class PublishedChecks
{
    public static void Check(SuiteChecks suite)
    {
        var models = suite.Spec.Models.Where(model => model.Provider is Published).ToArray();
        foreach (var task in suite.Spec.Published)
        {
            CheckTask(suite, task);
        }

        if (suite.Spec.Published.IsEmpty)
        {
            foreach (var model in models)
            {
                suite.Findings.Add(
                    model.Declared,
                    $"the published model {Wording.Quote(model.Name)} and no leaderboard for it",
                    "published: with the tasks that its scores are about"
                );
            }

            return;
        }

        try
        {
            PublishedScores.Read(models.Where(HasTables), suite.Spec.Published);
        }
        catch (DocumentException e)
        {
            foreach (var fault in e.Faults)
            {
                suite.Findings.Add(fault);
            }
        }
    }

    /// <summary>A table that is not there has its fault already.</summary>
    private static bool HasTables(ModelSpec model) =>
        ((Published)model.Provider).Scores.All(file => File.Exists(file.Full));

    private static void CheckTask(SuiteChecks suite, PublishedTask task)
    {
        if (task.Metrics.IsEmpty)
        {
            suite.Findings.Add(suite.Places.At(task, "metrics"), "no metrics", "at least one");
        }

        if (suite.Spec.Published.First(other => other.Name == task.Name) != task)
        {
            suite.Findings.Add(task.Declared, $"{Wording.Quote(task.Name)} again", "each name once");
        }

        if (suite.Tasks.Contains(task.Name))
        {
            foreach (var (i, metric) in task.Metrics.Index())
            {
                suite.FindMetric($"{task.Name}/{metric}", suite.Places.At(task, "metrics", i));
            }
        }
    }
}
