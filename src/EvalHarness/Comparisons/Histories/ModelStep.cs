using System.Collections.Immutable;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Histories;

/// <summary>One model in one task, from one run to a later one, on the samples that both runs have.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Metric">The first metric of the task in the later run.</param>
/// <param name="From">Id of the earlier run.</param>
/// <param name="To">Id of the later run.</param>
public sealed record ModelStep(string Task, string Model, string Metric, string From, string To)
{
    /// <summary>Numbers of tests at which <see cref="NeededAt"/> is told.</summary>
    internal static readonly ImmutableArray<int> TestCounts = [1, 2, 3, 5, 8, 12, 20, 30, 50, 100, 200, 500, 1000];

    /// <summary>Whether values are shares, told in per cent and their differences in points.</summary>
    public bool IsShare { get; init; }

    /// <summary>Whether more is better.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>What differs between the two runs; empty where nothing does.</summary>
    public ImmutableArray<StepCause> Causes { get; init; } = [];

    /// <summary>Samples of the same id and content in both runs.</summary>
    public int Shared { get; init; }

    /// <summary>Whether every shared sample ended alike, was answered alike and scored alike: nothing is tested then.</summary>
    public bool IsSame { get; init; }

    /// <summary>Later minus earlier with its interval, in the metric's unit; null where the two cannot be compared.</summary>
    public Estimate? Difference { get; init; }

    /// <summary>Two-sided p-value of no difference, uncorrected; null where nothing is tested.</summary>
    public double? PValue { get; init; }

    /// <summary>Whether the difference is shown to lie within the suite's margin.</summary>
    public bool IsEquivalent { get; init; }

    /// <summary>Further samples to decide it with 80 % power, at a level divided by each of a few numbers of tests; null where hopeless.</summary>
    public ImmutableArray<long?> NeededAt { get; init; } = [];

    /// <summary>Samples by right or wrong in the two runs; null where the metric says neither.</summary>
    public FlipCounts? Flips { get; init; }

    /// <summary>Why the two cannot be compared; null where they can.</summary>
    public string? Obstacle { get; init; }
}
