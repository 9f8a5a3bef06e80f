using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Targets that a metric of the task can make nothing of, so that every answer scores alike.</summary>
/// <param name="task">The task whose samples are watched.</param>
internal sealed class MetricDoubts(EvalTask task)
{
    private readonly Dictionary<(string Metric, string Doubt), (Sample First, int Count)> found = [];

    public void Add(Sample sample)
    {
        foreach (var metric in task.Metrics)
        {
            string? doubt = null;
            foreach (string target in sample.Targets)
            {
                doubt = metric.Doubt(task.Answer.For(sample).Canonical(target));
                if (doubt is null)
                {
                    break;
                }
            }

            if (doubt is not null)
            {
                var (first, count) = found.GetValueOrDefault((metric.Name, doubt), (sample, 0));
                found[(metric.Name, doubt)] = (first, count + 1);
            }
        }
    }

    public IEnumerable<Warning> Conclude() =>
        from one in found
        select new Warning(
            one.Value.First.Source,
            $"metric {Wording.Quote(one.Key.Metric)} of task {Wording.Quote(task.Name)}: the target {one.Key.Doubt}; samples: "
                + FormattableString.Invariant($"{one.Value.Count}; the first is '{one.Value.First.Id}'")
        );
}
