using System.Collections.Immutable;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Results;

/// <summary>What a run says about its models: leaderboards, paired differences, slices, what is undecided.</summary>
/// <param name="Run">Header of the run compared.</param>
/// <param name="Tasks">One comparison a task, in the order of the suite.</param>
public sealed record Comparison(RunHeader Run, ImmutableArray<TaskComparison> Tasks)
{
    /// <summary>Models that were left out, with the reason, in the order of the suite.</summary>
    public ImmutableArray<ModelHeader> Skipped { get; init; } = [];

    /// <summary>
    /// How the declared comparisons were corrected; of a run that could stop, those that were watched have their share of the
    /// error rate each instead.
    /// </summary>
    public FamilyCorrection Family { get; init; } = new(Run.Compare.Correction, Run.Compare.Correction, 0);

    /// <summary>What the models lose on changed copies of samples; empty where a suite has none.</summary>
    public ImmutableArray<PerturbationComparison> Perturbations { get; init; } = [];

    /// <summary>What prompts make of scores, by task and metric; empty where no task was asked with several.</summary>
    public ImmutableArray<PromptComparison> Prompts { get; init; } = [];

    /// <summary>Pairs that were watched while the data came in; empty unless the run may stop early.</summary>
    public ImmutableArray<MonitoredPair> Monitored { get; init; } = [];
}
