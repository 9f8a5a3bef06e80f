using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Headlines;

namespace EvalHarness.Reports.Views;

/// <summary>What the sections of a page share.</summary>
public sealed class ReportView
{
    internal ReportView(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Input = input;
        DecisionAddress = input.Names.Decision;
        Headline = Headline.Of(input.Comparison);
        Styles = ModelStyle.Of(Ranked(input.Comparison));
        Tasks = [.. input.Comparison.Tasks.Select((task, index) => new TaskView(this, task, index))];
    }

    internal ReportInput Input { get; }

    internal RunHeader Run => Input.Comparison.Run;

    internal Comparison Comparison => Input.Comparison;

    /// <summary>The answer of the first screen.</summary>
    internal Headline Headline { get; }

    internal ImmutableArray<TaskView> Tasks { get; }

    /// <summary>Address of the page of the decision, from this page.</summary>
    internal string DecisionAddress { get; init; }

    /// <summary>Title of the page.</summary>
    internal string Title => string.IsNullOrWhiteSpace(Run.Title) ? Run.Suite : Run.Title;

    /// <summary>How each model is drawn, by name.</summary>
    internal IReadOnlyDictionary<string, ModelStyle> Styles { get; }

    /// <summary>A row of the first leaderboard is a number; models of later tasks alone go on counting.</summary>
    private static IEnumerable<(string Name, Core.ModelKind Kind)> Ranked(Comparison comparison) =>
        comparison.Tasks.SelectMany(task =>
        {
            var kinds = task.Models.ToDictionary(model => model.Model, model => model.Kind, StringComparer.Ordinal);
            return task
                .Metrics.Take(1)
                .SelectMany(metric => metric.Leaderboard)
                .Select(row => row.Model)
                .Concat(task.Models.Select(model => model.Model))
                .Select(name => (name, kinds.GetValueOrDefault(name, Core.ModelKind.General)));
        });

    internal ModelStyle StyleOf(string model) =>
        Styles.TryGetValue(model, out var style)
            ? style
            : new ModelStyle(model, Names.Cut(model, 26), Core.ModelKind.General, Filling.Solid);
}
