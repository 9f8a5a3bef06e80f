using System.Collections.Immutable;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Conclusions.Measured;

/// <summary>An option that runs measured.</summary>
/// <param name="option">The option.</param>
/// <param name="model">The model of the runs.</param>
/// <param name="runs">The runs.</param>
internal sealed class OptionRuns(OptionSpec option, string model, ImmutableArray<RunEvidence> runs)
{
    public OptionSpec Option => option;

    public string Model => model;

    public ImmutableArray<RunEvidence> Runs => runs;

    public int Samples { get; set; }

    public int Clusters { get; set; }

    public string Metric { get; set; } = "";
}
