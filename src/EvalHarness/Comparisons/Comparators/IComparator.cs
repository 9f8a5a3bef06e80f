using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>One metric over one task's scores, with the statistics that suit it: means, formulas of sums, weighted sets.</summary>
internal interface IComparator
{
    bool HigherIsBetter { get; }

    /// <summary>Whether values are shares, told in per cent.</summary>
    bool IsShare { get; }

    /// <summary>Value and interval of a model on some samples.</summary>
    Estimate Estimate(int model, int[] rows);

    /// <summary>The row with what its standard error is made of: epochs and clusters.</summary>
    LeaderboardRow Explain(LeaderboardRow row, int model);

    /// <summary>What is said of slices against the whole; null where nothing is.</summary>
    SliceGaps? Gaps => null;

    /// <summary>Value with every unusable answer wrong, and with every unusable or missing one right.</summary>
    (double? Worst, double? Best) Bounds(int model);

    /// <summary>Two models on the samples that they share; the verdict is given later.</summary>
    PairedComparison Compare(int a, int b);

    /// <summary>The rows with rank intervals and the probability of being best.</summary>
    ImmutableArray<LeaderboardRow> WithRanks(ImmutableArray<LeaderboardRow> rows, int[] order);
}
