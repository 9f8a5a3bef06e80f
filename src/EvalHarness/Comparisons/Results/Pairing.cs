using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Results;

/// <summary>Pairs that cannot be compared at all.</summary>
internal static class Pairing
{
    public static PairedComparison NoSharedSamples(TaskScores scores, int a, int b, double level)
    {
        const string reason = "no sample has a response of both";
        return new PairedComparison(
            scores.Models[a].Name,
            scores.Models[b].Name,
            Estimate.Undefined(reason, level, 0, 0, "paired difference"),
            null,
            null,
            PairVerdict.NotComparable
        )
        {
            Reason = reason,
            LeftOut = scores.Samples.Length,
        };
    }
}
