using EvalHarness.Core;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Evaluators that metrics name: that there are such, and that they know the metric.</summary>
internal static class EvaluatorChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var (task, place, metric) in Metrics(suite))
        {
            var found = suite.Evaluators.Find(metric.Type, suite.Catalog.Assemblies);
            if (found.Evaluator is not { } evaluator)
            {
                suite.Findings.Add(At(suite, task, place, metric, "type"), found.Found, found.Expected, found.Near);
                continue;
            }

            string[] declared = EvaluatorSource.Declared(evaluator);
            if (declared.Length > 0 && !declared.Contains(metric.Metric))
            {
                string near = Spelling.Nearest(metric.Metric, declared) is { } meant
                    ? $"; did you mean '{meant}'?"
                    : "";
                suite.Findings.Warn(
                    At(suite, task, place, metric, "metric"),
                    $"{Wording.Quote(metric.Metric)} is not among the metrics that the evaluator declares, "
                        + Wording.List(declared)
                        + near
                );
            }
        }
    }

    private static IEnumerable<(EvalTask Task, int Place, EvaluatorMetric Metric)> Metrics(SuiteChecks suite) =>
        from task in suite.Spec.Tasks
        from one in task.Metrics.Index()
        where one.Item is EvaluatorMetric
        select (task, one.Index, (EvaluatorMetric)one.Item);

    private static Location At(SuiteChecks suite, EvalTask task, int place, EvaluatorMetric metric, string key) =>
        suite.Places.Has(metric) ? suite.Places.At(metric, key) : suite.Places.At(task, "metrics", place);
}
