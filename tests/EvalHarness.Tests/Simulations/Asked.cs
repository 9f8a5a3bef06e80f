using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Tests.Simulations;

/// <summary>What is asked of the public comparisons and gates in an experiment.</summary>
internal static class Asked
{
    /// <summary>Whether the two models are told apart.</summary>
    public static bool? TellsApart(this SimulatedRun run, string metric = "") =>
        Headline(run, metric).Pairs.Single().Verdict is PairVerdict.Better or PairVerdict.Worse;

    /// <summary>Whether the interval of the first model's lead holds it; null without an interval.</summary>
    public static bool? HoldsLead(
        this SimulatedRun run,
        string model,
        string against,
        double truth,
        string metric = ""
    ) => Holds(Headline(run, metric).Find(model, against)!.Difference, truth);

    /// <summary>Whether the interval of a model's value on the board holds it; null without an interval.</summary>
    public static bool? HoldsValue(this SimulatedRun run, string model, double truth, string metric = "") =>
        Holds(Headline(run, metric).Leaderboard.Single(row => row.Model == model).Estimate, truth);

    /// <summary>Whether any comparison of the family tells equal models apart.</summary>
    public static bool? TellsAnyApart(this SimulatedRun run) =>
        Headline(run, "")
            .Pairs.Any(pair => pair is { InFamily: true, Verdict: PairVerdict.Better or PairVerdict.Worse });

    /// <summary>Whether some group of samples is told to be served worse than the whole.</summary>
    public static bool? TellsAGap(this SimulatedRun run) => Headline(run, "").SliceGaps.Single().IsShown;

    /// <summary>Whether the interval of the largest gap of a group holds it.</summary>
    public static bool? HoldsGap(this SimulatedRun run, double truth) =>
        Holds(Headline(run, "").SliceGaps.Single().Gap, truth);

    /// <summary>Whether a gate passes; null where it has no test.</summary>
    public static bool? Passes(this SimulatedRun run, GateSpec gate) => Decides(run.Table(), gate, GateVerdict.Pass);

    /// <summary>Whether a gate fails; null where it has no test.</summary>
    public static bool? Fails(this SimulatedRun run, GateSpec gate) => Decides(run.Table(), gate, GateVerdict.Fail);

    /// <summary>Whether a gate of a run is decided so; null where it has no test.</summary>
    public static bool? Decides(ScoreTable table, GateSpec gate, GateVerdict verdict)
    {
        var result = GateEvaluator.Evaluate(table with { Header = table.Header with { Gates = [gate] } })[0];
        return result.Verdict == GateVerdict.Error ? null : result.Verdict == verdict;
    }

    private static MetricComparison Headline(SimulatedRun run, string metric)
    {
        var task = Comparer.Compare(run.Table()).Tasks[0];
        return metric.Length == 0 ? task.Headline : task.Metrics.Single(one => one.Metric == metric);
    }

    private static bool? Holds(Estimate estimate, double truth) =>
        estimate is { Low: { } low, High: { } high } ? low <= truth && truth <= high : null;
}
