using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// The rank sum test of two independent groups: H. B. Mann, D. R. Whitney, "On a test of whether one of two random
/// variables is stochastically larger than the other" (1947), doi:10.1214/aoms/1177730491. Effect sizes: N. Cliff,
/// "Dominance statistics" (1993), doi:10.1037/0033-2909.114.3.494; A. Vargha, H. D. Delaney, "A critique and improvement
/// of the CL common language effect size statistics" (2000), doi:10.3102/10769986025002101. Independent values are assumed. An
/// empty group is refused; ties leave the approximation alone, and equal values throughout no p at all (U is nm/2, delta 0);
/// groups that do not overlap have delta 1 or -1. Held against SciPy 1.10.1 mannwhitneyu and R effsize 0.8.1.
/// </summary>
public static class MannWhitney
{
    /// <summary>The most work, in steps, that the exact distribution may cost.</summary>
    private const double ExactLimit = 3e8;

    /// <summary>Tests whether x tends to be larger than y.</summary>
    public static MannWhitneyResult Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Require.Values(x, nameof(x));
        Require.Values(y, nameof(y));
        double n = x.Length;
        double m = y.Length;
        double total = n + m;
        (double[] ranks, double ties) = Ranks.Of([.. x, .. y]);
        double u = ranks.AsSpan(0, x.Length).ToArray().Sum() - n * (n + 1) / 2;
        double variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)));
        (double Lower, double Upper)? exact =
            ties == 0 && n * m * n * m / 2 <= ExactLimit ? ExactTails(x.Length, y.Length, u) : null;
        return new MannWhitneyResult(
            u,
            exact is { } tails ? Math.Min(1, 2 * Math.Min(tails.Lower, tails.Upper)) : null,
            exact?.Upper,
            variance > 0 ? WilcoxonSignedRank.Normal(u - n * m / 2, Math.Sqrt(variance)) : null,
            2 * u / (n * m) - 1,
            u / (n * m)
        );
    }

    /// <summary>
    /// P(U &lt;= u) and P(U >= u): with probability n/(n+m) the largest value is an x and adds m to U, else it is a y.
    /// </summary>
    private static (double Lower, double Upper) ExactTails(int n, int m, double u)
    {
        int size = n * m + 1;
        double[][] rows = [.. Enumerable.Range(0, m + 1).Select(_ => new double[size])];
        foreach (double[] row in rows)
        {
            row[0] = 1;
        }
        for (int i = 1; i <= n; i++)
        {
            for (int j = 1; j <= m; j++)
            {
                double share = (double)i / (i + j);
                double[] row = rows[j];
                double[] shorter = rows[j - 1];
                for (int k = i * j; k >= 0; k--)
                {
                    row[k] = share * (k >= j ? row[k - j] : 0) + (1 - share) * shorter[k];
                }
            }
        }
        int observed = (int)Math.Round(u);
        double lower = rows[m].AsSpan(0, observed + 1).ToArray().Sum();
        double upper = rows[m].AsSpan(observed).ToArray().Sum();
        return (Math.Min(1, lower), Math.Min(1, upper));
    }
}
