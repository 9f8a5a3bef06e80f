using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Two models of which no sample has a response of both.</summary>
internal static class NoSharedSamples
{
    public static PairedComparison Of(TaskScores scores, int a, int b, double level) =>
        PairedComparison.Of(
            scores.Models[a].Name,
            scores.Models[b].Name,
            PairTest.None(
                new Estimate(null, null, null, level, 0, 0, "paired difference"),
                new PairReason.NoSharedSamples()
            )
        ) with
        {
            LeftOut = scores.Samples.Length,
        };
}
