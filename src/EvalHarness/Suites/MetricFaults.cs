using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Rows of a task that one of its metrics cannot be formed of.</summary>
/// <param name="task">The task.</param>
internal sealed class MetricFaults(EvalTask task)
{
    /// <summary>A file with more has some kind of fault throughout.</summary>
    private const int Most = 20;

    private readonly List<Fault> faults = [];

    /// <summary>Takes in a sample.</summary>
    /// <param name="sample">The sample.</param>
    public void Add(Sample sample)
    {
        foreach (var metric in task.Metrics)
        {
            if (faults.Count < Most && metric.Fault(sample) is { } wrong)
            {
                faults.Add(
                    new Fault(
                        sample.Source,
                        wrong,
                        $"what metric {Wording.Quote(metric.Name)} of task {Wording.Quote(task.Name)} is formed of"
                    )
                );
            }
        }
    }

    /// <summary>What was found.</summary>
    public IEnumerable<Fault> Conclude() => faults;
}
