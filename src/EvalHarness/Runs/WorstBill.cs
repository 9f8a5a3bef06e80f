namespace EvalHarness.Runs;

/// <summary>What a server bills at worst, which may be more tokens than a request allows; thread-safe.</summary>
internal sealed class WorstBill
{
    private readonly Lock gate = new();
    private decimal factor = 1;

    /// <summary>What is to be set aside for a request, in US dollars: its bound, times the worst that a bill has been of its bound.</summary>
    /// <param name="mostUsd">Most that the request should cost.</param>
    public decimal WorstOf(decimal mostUsd)
    {
        lock (gate)
        {
            return mostUsd * factor;
        }
    }

    /// <summary>Takes in a bill.</summary>
    /// <param name="mostUsd">Most that the request should have cost.</param>
    /// <param name="chargedUsd">What it cost.</param>
    public void Learn(decimal mostUsd, decimal chargedUsd)
    {
        lock (gate)
        {
            factor = mostUsd > 0 ? Math.Max(factor, chargedUsd / mostUsd) : factor;
        }
    }
}
