using System.Collections.Immutable;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Histories;

/// <summary>Says which steps of a history are changes.</summary>
public static class StepVerdicts
{
    /// <summary>
    /// Corrects the p-values of steps over all of them by Holm (1979, doi:10.2307/4615733), so that a history in which nothing ever
    /// changed shows a change with a chance of at most one minus the level, however long it is and however its steps depend on
    /// one another: two neighbours share a run.
    /// </summary>
    /// <remarks>
    /// Steps whose answers are all the same are no tests and do not count: the tests are conditional on the samples that differ
    /// (McNemar 1947), of which these have none, so leaving them out takes nothing from the guarantee.
    /// </remarks>
    /// <param name="steps">The steps.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    /// <returns>In the same order.</returns>
    public static ImmutableArray<JudgedStep> Judge(IReadOnlyList<ModelStep> steps, double confidence)
    {
        ArgumentNullException.ThrowIfNull(steps);
        double[] tested = [.. steps.Where(IsTested).Select(step => step.PValue!.Value)];
        var adjusted = new Queue<double>(tested.Length == 0 ? [] : MultipleComparisons.Holm(tested));
        return
        [
            .. steps.Select(step => Judge(step, IsTested(step) ? adjusted.Dequeue() : null, confidence, tested.Length)),
        ];
    }

    private static bool IsTested(ModelStep step) => step is { IsSame: false, PValue: not null };

    private static JudgedStep Judge(ModelStep step, double? adjusted, double confidence, int tests)
    {
        if (step.IsSame)
        {
            return new(step, null, StepVerdict.Same, null);
        }

        if (adjusted is not { } p || step.Difference?.Value is not { } difference)
        {
            return new(step, null, StepVerdict.NotComparable, null);
        }

        if (p <= 1 - confidence && difference != 0)
        {
            bool isBetter = difference > 0 == step.HigherIsBetter;
            return new(step, p, isBetter ? StepVerdict.Better : StepVerdict.Worse, null);
        }

        return step.IsEquivalent
            ? new(step, p, StepVerdict.Equivalent, null)
            : new(step, p, StepVerdict.Undecided, Needed(step, tests));
    }

    private static long? Needed(ModelStep step, int tests)
    {
        int place = 0;
        while (place < ModelStep.TestCounts.Length - 1 && ModelStep.TestCounts[place] < tests)
        {
            place++;
        }

        return place < step.NeededAt.Length ? step.NeededAt[place] : null;
    }
}
