using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>What holds between the sections of a suite.</summary>
/// <param name="Spec">The suite as declared.</param>
/// <param name="Places">Where its parts stand.</param>
/// <param name="Skipped">Models that are left out.</param>
/// <param name="Findings">Where faults and warnings go.</param>
internal sealed record SuiteChecks(
    SuiteSpec Spec,
    Places Places,
    ImmutableArray<SkippedModel> Skipped,
    Findings Findings
)
{
    /// <summary>Names of all models declared, skipped or not.</summary>
    public string[] Models { get; } =
    [.. Spec.Models.Select(model => model.Name).Union(Skipped.Select(model => model.Name))];

    public string[] Tasks { get; } = [.. Spec.Tasks.Select(task => task.Name)];

    public void Check()
    {
        NameChecks.Check(this);
        ModelChecks.Check(this);
        TaskChecks.Check(this);
        CompareChecks.Check(this);
        GateChecks.Check(this);
    }

    /// <summary>Notes a model that is not declared, or warns of one that is left out.</summary>
    /// <param name="name">The name.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="others">Words that may stand instead of a model.</param>
    public void CheckModel(string name, Location at, params string[] others)
    {
        if (others.Contains(name))
        {
            return;
        }

        if (!Models.Contains(name))
        {
            string[] known = [.. Models, .. others];
            Findings.Add(at, $"unknown model {Words.Quote(name)}", Words.List(known), Spelling.Nearest(name, known));
        }
        else if (Skipped.FirstOrDefault(model => model.Name == name) is { } skipped)
        {
            Findings.Warn(at, $"model {Words.Quote(name)} is skipped: {skipped.Reason}");
        }
    }

    /// <summary>The task and metric that <c>task/metric</c> names; null, with a fault, when there are none.</summary>
    public (EvalTask Task, Scoring.IMeasure Metric)? FindMetric(string path, Location at)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var all = Spec.Tasks.SelectMany(task => task.Metrics.Select(metric => $"{task.Name}/{metric.Name}")).ToArray();
        if (slash < 0)
        {
            var meant = all.FirstOrDefault(one => one.EndsWith("/" + path, StringComparison.Ordinal));
            Findings.Add(at, $"{Words.Quote(path)} for a metric", "task/metric", meant ?? Spelling.Nearest(path, all));
            return null;
        }

        var (taskName, metricName) = (path[..slash], path[(slash + 1)..]);
        if (Spec.Tasks.FirstOrDefault(task => task.Name == taskName) is not { } found)
        {
            Findings.Add(
                at,
                $"unknown task {Words.Quote(taskName)}",
                Words.List(Tasks),
                Spelling.Nearest(taskName, Tasks)
            );
            return null;
        }

        if (found.Metrics.FirstOrDefault(metric => metric.Name == metricName) is not { } measure)
        {
            string[] names = [.. found.Metrics.Select(metric => metric.Name)];
            Findings.Add(
                at,
                $"{Words.Quote(metricName)}, which is not among the metrics of task {Words.Quote(taskName)}",
                Words.List(names),
                Spelling.Nearest(metricName, names)
            );
            return null;
        }

        return (found, measure);
    }
}
