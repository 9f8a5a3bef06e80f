using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Reports.Formats;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Views;

/// <summary>One task of a report.</summary>
/// <param name="Report">The report.</param>
/// <param name="Task">The comparison of the task.</param>
/// <param name="Index">Place among the tasks, from 0.</param>
public sealed record TaskView(ReportView Report, TaskComparison Task, int Index)
{
    private readonly Lazy<Simulations> simulations = new(() => new Simulations(Report.Input, Task));

    /// <summary>Prefix of the ids of its elements.</summary>
    internal string Id => $"t{Index}";

    /// <summary>The scores of the task, sample by sample; null when the score table lacks it.</summary>
    internal TaskScores? Scores => Report.Input.Scores.Tasks.FirstOrDefault(scores => scores.Task.Name == Task.Task);

    /// <summary>The metrics with their places.</summary>
    internal ImmutableArray<MetricView> Metrics =>
        [.. Task.Metrics.Select((metric, index) => new MetricView(this, metric, index))];

    /// <summary>What can be simulated over the answers of the task, made when it is asked for.</summary>
    internal Simulations Simulations => simulations.Value;

    /// <summary>What one model did.</summary>
    /// <param name="model">Name of the model.</param>
    internal ModelSummary? Summary(string model) => Task.Models.FirstOrDefault(summary => summary.Model == model);
}

/// <summary>One metric of one task of a report.</summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">The comparison by the metric.</param>
/// <param name="Index">Place among the metrics, from 0; the first is the headline.</param>
public sealed record MetricView(TaskView Task, MetricComparison Metric, int Index)
{
    private readonly Lazy<int> decimals = new(() =>
        Digits.OfColumn(Metric.Leaderboard.Select(row => row.Estimate), Metric.IsShare)
    );

    private readonly Lazy<int> decimalsOfDifferences = new(() =>
        Digits.OfColumn(
            Metric
                .Pairs.Where(pair => pair.Model == Metric.Reference || pair.Against == Metric.Reference)
                .Select(pair => pair.Difference),
            Metric.IsShare
        )
    );

    /// <summary>Prefix of the ids of its elements.</summary>
    internal string Id => $"{Task.Id}m{Index}";

    /// <summary>Factor from the metric's unit to the unit shown: 100 for shares, 1 for the rest.</summary>
    internal double Scale => Metric.IsShare ? 100 : 1;

    /// <summary>The decimals that all scores of the leaderboard share.</summary>
    internal int Decimals => decimals.Value;

    /// <summary>The decimals of a difference to the reference: those of its column, more where it would read as none.</summary>
    /// <param name="difference">The difference.</param>
    internal int DecimalsOf(Estimate difference) => Digits.Of(difference, Scale, decimalsOfDifferences.Value);

    /// <summary>The axis that holds all scores of the leaderboard with their intervals.</summary>
    internal Axis ScoreAxis =>
        Axis.FromZero(
            [
                .. Metric
                    .Leaderboard.SelectMany(row => new[] { row.Estimate.Low, row.Estimate.Value, row.Estimate.High })
                    .OfType<double>()
                    .Select(value => value * Scale),
            ],
            Metric.IsShare ? (0, 100) : null
        );

    /// <summary>Name with its unit, for a column or an axis.</summary>
    internal string Title => Names.Metric(Metric.Metric) + (Metric.IsShare ? ", %" : "");
}
