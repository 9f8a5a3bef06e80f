namespace EvalHarness.Statistics.Numerics;

/// <summary>How work is spread over threads: by chunks whose results do not depend on who computes them.</summary>
internal static class Chunks
{
    /// <summary>Options for that many threads at most; null for all cores.</summary>
    public static ParallelOptions On(int? threads)
    {
        if (threads is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(threads), "threads must be at least 1");
        }
        return new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount };
    }
}
