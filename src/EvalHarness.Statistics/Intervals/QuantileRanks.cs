using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>Ranks of order statistics, and the chance that a quantile lies below or above them.</summary>
internal static class QuantileRanks
{
    /// <summary>n·share is a whole number where it is one but for its last bits.</summary>
    private const double Whole = 1e-9;

    /// <summary>A tail that equals the error rate but for its last bits keeps to it.</summary>
    private const double Slack = 1e-12;

    /// <summary>The rank of the value with that share of n values at or below it.</summary>
    public static int OfShare(int n, double share) => Math.Clamp((int)Math.Ceiling(n * share - Whole), 1, n);

    /// <summary>
    /// The largest rank r whose value lies above the quantile with probability at most <paramref name="tail"/>; null where even
    /// the smallest value does so more often. Of n values that say as much as <paramref name="effective"/> independent ones.
    /// </summary>
    public static int? Lower(int n, double effective, double q, double tail)
    {
        bool Keeps(int rank) => Tail(n, effective, q, rank) <= tail * (1 + Slack);
        if (!Keeps(1))
        {
            return null;
        }
        (int low, int high) = (1, n + 1);
        while (high - low > 1)
        {
            int middle = low + (high - low) / 2;
            (low, high) = Keeps(middle) ? (middle, high) : (low, middle);
        }
        return low;
    }

    /// <summary>
    /// The probability that the value of a rank lies above the quantile, P(Bin(n', q) &lt;= r·n'/n - 1), which rises with r and is
    /// continued to real numbers by the beta distribution; 1 for a rank beyond n.
    /// </summary>
    public static double Tail(int n, double effective, double q, int rank)
    {
        double each = effective / n;
        return rank > n ? 1 : IncompleteBeta.Tails(1 - q, q, effective - rank * each + 1, rank * each).Lower;
    }

    /// <summary>The smallest rank whose value lies below the quantile with at most that probability: the mirror image.</summary>
    public static int? Upper(int n, double effective, double q, double tail) =>
        n + 1 - Lower(n, effective, 1 - q, tail);
}
