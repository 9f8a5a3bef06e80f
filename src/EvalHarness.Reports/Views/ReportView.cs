using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Reports.Headlines;

namespace EvalHarness.Reports.Views;

/// <summary>What the sections of a page share.</summary>
public sealed class ReportView
{
    /// <summary>Prepares a report.</summary>
    /// <param name="input">What it is made of.</param>
    public ReportView(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Input = input;
        Headline = Headline.Of(input.Comparison);
        Looks = Look.Of(input.Comparison.Tasks.SelectMany(task => task.Models).Select(m => (m.Model, m.Kind)));
        Tasks = [.. input.Comparison.Tasks.Select((task, index) => new TaskView(this, task, index))];
    }

    /// <summary>What the report is made of.</summary>
    public ReportInput Input { get; }

    /// <summary>Header of the run.</summary>
    public RunHeader Run => Input.Comparison.Run;

    /// <summary>The comparison.</summary>
    public Comparison Comparison => Input.Comparison;

    /// <summary>The answer of the first screen.</summary>
    public Headline Headline { get; }

    /// <summary>The tasks.</summary>
    public ImmutableArray<TaskView> Tasks { get; }

    /// <summary>Title of the page.</summary>
    public string Title => string.IsNullOrWhiteSpace(Run.Title) ? Run.Suite : Run.Title;

    /// <summary>How each model is drawn, by name.</summary>
    internal IReadOnlyDictionary<string, Look> Looks { get; }

    /// <summary>How a model is drawn.</summary>
    internal Look LookOf(string model) =>
        Looks.TryGetValue(model, out var look)
            ? look
            : new Look(model, Look.Cut(model, 26), Core.ModelKind.General, Filling.Solid);
}
