using System.Collections.Immutable;
using EvalHarness.Comparisons;

namespace EvalHarness.Decisions;

/// <summary>A decision with what runs measured.</summary>
/// <param name="Spec">The decision, open inputs filled.</param>
/// <param name="Draws">Draws by parameter name.</param>
/// <param name="Options">What was measured of which option.</param>
internal sealed record MeasuredDecision(
    DecisionSpec Spec,
    IReadOnlyDictionary<string, double[]> Draws,
    ImmutableArray<MeasuredOption> Options
);

/// <summary>An option that runs measured.</summary>
/// <param name="option">The option.</param>
/// <param name="model">The model of the runs.</param>
/// <param name="runs">The runs.</param>
internal sealed class MeasuredOption(OptionSpec option, string model, ImmutableArray<RunEvidence> runs)
{
    public OptionSpec Option => option;

    public string Model => model;

    public ImmutableArray<RunEvidence> Runs => runs;

    public int Samples { get; set; }

    public int Clusters { get; set; }

    public string Metric { get; set; } = "";
}
