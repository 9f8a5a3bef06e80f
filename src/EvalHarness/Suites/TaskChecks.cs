using EvalHarness.Datasets;
using EvalHarness.Prompts;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Tasks: that there are some, with metrics, and that examples do not come from the rows asked about.</summary>
internal static class TaskChecks
{
    public static void Check(SuiteChecks suite)
    {
        if (suite.Tasks.Length == 0 && suite.Spec.Published.IsEmpty)
        {
            suite.Findings.Add(suite.Places.At(suite.Spec, "tasks"), "no tasks", "at least one");
        }

        foreach (var task in suite.Spec.Tasks)
        {
            CheckMetrics(suite, task);
            CheckAnswer(suite, task);
            if (task.FewShot is { Count: > 0 } fewShot && TakesTestRows(task.Dataset, fewShot))
            {
                suite.Findings.Warn(
                    suite.Places.At(task, "few_shot"),
                    "the examples come from the rows that are asked about; name others with 'where:' or 'file:'"
                );
            }
        }
    }

    private static void CheckAnswer(SuiteChecks suite, EvalTask task)
    {
        // A family has an answer format of its own, broken as it may be.
        if (suite.Places.Value(task, "answer") is null && suite.Places.Value(task, "prompt") is not YamlMapping)
        {
            suite.Findings.Add(
                suite.Places.At(task),
                $"no 'answer' for task {Wording.Quote(task.Name)}",
                "'answer:' with the format of the answers, such as { choice: [yes, no] }"
            );
        }
    }

    private static void CheckMetrics(SuiteChecks suite, EvalTask task)
    {
        if (suite.Places.Value(task, "metrics") is YamlSequence { Items.IsEmpty: true })
        {
            suite.Findings.Add(suite.Places.At(task, "metrics"), "no metrics", "at least one");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (j, metric) in task.Metrics.Index().Where(pair => !seen.Add(pair.Item.Name)))
        {
            suite.Findings.Add(
                suite.Places.At(task, "metrics", j),
                $"a second metric {Wording.Quote(metric.Name)}",
                metric is EvaluatorMetric evaluator
                    ? $"each metric once; 'name:' tells them apart, as in name: '{evaluator.Type.Split('.')[^1]}/{evaluator.Metric}'"
                    : "each metric once"
            );
        }

        foreach (var (j, metric) in task.Metrics.Index())
        {
            if (metric is IRepeatedMetric repeated && repeated.Fewest > task.Repeats)
            {
                suite.Findings.Add(
                    suite.Places.At(task, "metrics", j),
                    $"metric {Wording.Quote(metric.Name)} of a task that asks each sample {Times(task.Repeats)}",
                    FormattableString.Invariant($"'repeats: {repeated.Fewest}' or more in the task")
                );
            }
        }
    }

    private static string Times(int repeats) => repeats == 1 ? "once" : FormattableString.Invariant($"{repeats} times");

    /// <summary>Whether examples and samples are chosen from one file by conditions that no column tells apart.</summary>
    private static bool TakesTestRows(DatasetSpec dataset, FewShotSpec fewShot)
    {
        if (fewShot.File is { } file && file.Full != dataset.File.Full)
        {
            return false;
        }

        var (asked, shown) = (dataset.Where, fewShot.Where);
        return asked is null
            || shown is null
            || !asked.Any(column =>
                shown.TryGetValue(column.Key, out var values) && !values.Intersect(column.Value).Any()
            );
    }
}
