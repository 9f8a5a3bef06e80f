using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>What is wrong in the rows of a task with tools: that a sample's own can be read, and that targets are calls of them.</summary>
/// <param name="task">The task.</param>
internal sealed class ToolFaults(EvalTask task)
{
    /// <summary>A file with more has some kind of fault throughout.</summary>
    private const int Most = 20;

    private readonly List<Fault> faults = [];
    private readonly OfferedTools? offered = OfferedTools.Of(task);

    /// <summary>Takes in a sample.</summary>
    /// <param name="sample">The sample.</param>
    public void Add(Sample sample)
    {
        if (faults.Count >= Most)
        {
            return;
        }

        try
        {
            var tools = offered?.For(sample)?.Tools ?? [];
            foreach (string target in sample.Targets)
            {
                if ((task.Answer as IToolCallFormat)?.Over(tools).WrongIn(target) is { } wrong)
                {
                    faults.Add(
                        new Fault(
                            sample.Source,
                            $"a target of task {Wording.Quote(task.Name)} that {wrong}",
                            "calls in JSON, such as [{\"name\": ..., \"arguments\": {...}}]"
                        )
                    );
                }
            }
        }
        catch (DocumentException e)
        {
            faults.AddRange(e.Faults);
        }
    }

    /// <summary>What was found.</summary>
    public IEnumerable<Fault> Conclude() => faults;
}
