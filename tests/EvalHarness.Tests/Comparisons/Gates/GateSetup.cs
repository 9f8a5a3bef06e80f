using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;

namespace EvalHarness.Tests.Comparisons.Gates;

/// <summary>Runs of models whose right and wrong answers are given, and their gates.</summary>
internal static class GateSetup
{
    private static readonly IMetric[] Metrics = [new Accuracy(), new MacroF1()];

    /// <summary>A run; each model answers the samples right that its function names.</summary>
    public static ScoreTable Run(int samples, params (string Name, Func<int, bool> IsRight)[] models) =>
        Run(Board.Of(Targets(samples), Metrics), samples, models);

    public static ScoreTable Clustered(int samples, int clusters, params (string, Func<int, bool>)[] models) =>
        Run(Board.Of(Targets(samples), Metrics, null, i => $"g{i % clusters}"), samples, models);

    public static ScoreTable With(this ScoreTable table, params GateSpec[] gates) =>
        table with
        {
            Header = table.Header with { Gates = [.. gates] },
        };

    public static ScoreTable With(this ScoreTable table, Func<TaskHeader, TaskHeader> change)
    {
        var scores = table.Tasks[0];
        var task = change(scores.Task);
        return table with { Header = table.Header with { Tasks = [task] }, Tasks = [scores with { Task = task }] };
    }

    /// <summary>Why a gate has no verdict by a test, in words; null where nothing is to be said.</summary>
    public static string? Why(this GateResult result) => result.Reason is { } reason ? GateReasonText.Of(reason) : null;

    /// <summary>The only gate's result.</summary>
    public static GateResult Only(ScoreTable table, GateSpec gate, ScoreTable? baseline = null) =>
        GateEvaluator.Evaluate(table.With(gate), baseline)[0];

    private static ScoreTable Run(Board board, int samples, (string Name, Func<int, bool> IsRight)[] models)
    {
        string[] targets = Targets(samples);
        foreach (var (name, isRight) in models)
        {
            board.With(
                name,
                [
                    .. targets.Select(
                        (target, i) =>
                            isRight(i) ? target
                            : target == "a" ? "b"
                            : "a"
                    ),
                ]
            );
        }

        return board.Table();
    }

    private static string[] Targets(int samples) =>
        [.. Enumerable.Range(0, samples).Select(i => i % 2 == 0 ? "a" : "b")];
}
