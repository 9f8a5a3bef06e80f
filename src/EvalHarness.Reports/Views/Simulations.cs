using System.Collections.Immutable;
using EvalHarness.Cascades;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Comparisons.Results;
using EvalHarness.Curves;

namespace EvalHarness.Reports.Views;

/// <summary>What can be simulated over the answers of a task: its learning curves, cascades and routers.</summary>
internal sealed class Simulations
{
    /// <summary>Cascades shown, and routers: more would push everything else off the page.</summary>
    private const int MostCascades = 3;

    private readonly Lazy<ImmutableArray<RunCurve>> curves;
    private readonly Lazy<ImmutableArray<CascadeSimulation>> cascades;
    private readonly Lazy<ImmutableArray<CascadeSimulation>> routers;

    public Simulations(ReportInput input, TaskComparison task)
    {
        var answers = RightOrWrong.Of(input.Scores, task);
        HasCurves = answers is not null && RunCurve.Any(answers);
        Pairs = answers is null ? [] : [.. CascadePair.Of(answers).Take(MostCascades)];
        Routed = answers is null ? [] : [.. CascadePair.Routed(answers).Take(MostCascades)];
        curves = new(() => answers is null ? [] : RunCurve.Of(answers));
        cascades = new(() => Simulate(Pairs));
        routers = new(() => Simulate(Routed));

        ImmutableArray<CascadeSimulation> Simulate(ImmutableArray<CascadePair> pairs) =>
            [
                .. pairs
                    .Select(pair => CascadeSimulation.Of(answers!, pair, AnswerWorth.InUsd(input.Decision)))
                    .OfType<CascadeSimulation>(),
            ];
    }

    /// <summary>Whether there is a learning curve.</summary>
    public bool HasCurves { get; }

    /// <summary>The pairs of models of which a cascade is simulated.</summary>
    public ImmutableArray<CascadePair> Pairs { get; }

    /// <summary>The pairs of models between which a router of the run chooses by slice.</summary>
    public ImmutableArray<CascadePair> Routed { get; }

    public ImmutableArray<RunCurve> Curves => curves.Value;

    public ImmutableArray<CascadeSimulation> Cascades => cascades.Value;

    public ImmutableArray<CascadeSimulation> Routers => routers.Value;
}
