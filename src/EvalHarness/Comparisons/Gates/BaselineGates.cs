using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Gates;

/// <summary>Gates that nobody declared: each model of the baseline must not be worse than it was.</summary>
internal static class BaselineGates
{
    /// <summary>The gates of a run and, where they are not among them, those against its baseline.</summary>
    /// <param name="table">The run.</param>
    /// <param name="baseline">The baseline.</param>
    /// <returns>
    /// The gates: for each model of both and the first metric of each task, <c>not_worse_than: baseline</c> by the margin of
    /// <c>compare:</c>. Few gates, because each takes power from the others.
    /// </returns>
    public static ImmutableArray<GateSpec> Added(ScoreTable table, ScoreTable baseline)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(baseline);
        var run = table.Header;
        var known = baseline.Header.Models.Where(model => model.IsAsked).Select(model => model.Name).ToHashSet();
        var metrics = table
            .Tasks.Where(task => !task.MetricNames.IsEmpty)
            .Select(task => $"{task.Task.Name}/{task.MetricNames[0]}");
        return
        [
            .. run.Gates,
            .. from model in run.Models
            where model.IsAsked && known.Contains(model.Name)
            from metric in metrics
            where
                !run.Gates.Any(gate =>
                    gate.NotWorseThan?.Value == GateBound.Baseline
                    && gate.Metric == metric
                    && gate.Slice is null
                    && (gate.Model == model.Name || gate.Model == "all")
                )
            select new GateSpec(model.Name, metric, NotWorseThan: GateBound.Baseline),
        ];
    }
}
