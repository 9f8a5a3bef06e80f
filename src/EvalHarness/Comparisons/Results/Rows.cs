using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Results;

/// <summary>Row numbers of samples.</summary>
internal static class Rows
{
    public static int[] All(TaskScores scores) => [.. Enumerable.Range(0, scores.Samples.Length)];
}
