using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Tests of equal accuracy of two models on the same items: Q. McNemar, "Note on the sampling error of the difference
/// between correlated proportions or percentages" (1947), doi:10.1007/BF02295996. Only the discordant items count; with
/// none, every p is 1. Independent items are assumed. Held against statsmodels 0.13.5 mcnemar and R contingencytables.
/// </summary>
public static class McNemar
{
    /// <summary>The exact two-sided p: min(1, 2·P(Bin(b+c, ½) &lt;= min(b, c))).</summary>
    public static double Exact(PairedTable table)
    {
        table.Check();
        long smaller = Math.Min(table.N10, table.N01);
        return table.Discordant == 0 ? 1 : Math.Min(1, 2 * Tails.BinomialLower(smaller, table.Discordant, 0.5));
    }

    /// <summary>The exact one-sided p of the alternative that A is better: P(Bin(b+c, ½) >= b).</summary>
    public static double ExactGreater(PairedTable table)
    {
        table.Check();
        return Tails.BinomialUpper(table.N10, table.Discordant, 0.5);
    }

    /// <summary>
    /// The mid-p value, the default for 0/1 metrics: M. W. Fagerland, S. Lydersen, P. Laake, "The McNemar test for binary
    /// matched-pairs data" (2013), doi:10.1186/1471-2288-13-91. Nearly as safe as the exact test and less wasteful.
    /// </summary>
    public static double MidP(PairedTable table)
    {
        table.Check();
        long smaller = Math.Min(table.N10, table.N01);
        double point = LogSpace.BinomialDensity(smaller, table.Discordant, 0.5, 0.5);
        return table.Discordant == 0 ? 1
            : table.N10 == table.N01 ? 1 - 0.5 * point
            : 2 * Tails.BinomialLower(smaller, table.Discordant, 0.5) - point;
    }

    /// <summary>The asymptotic test: chi-squared with one degree of freedom, 0 without discordant items.</summary>
    /// <param name="table">The counts.</param>
    /// <param name="continuityCorrected">Whether Edwards' correction max(0, |b-c|-1)² is applied.</param>
    public static (double Statistic, double P) ChiSquared(PairedTable table, bool continuityCorrected = false)
    {
        table.Check();
        double gap = Math.Abs(table.N10 - table.N01);
        gap = continuityCorrected ? Math.Max(0, gap - 1) : gap;
        double statistic = table.Discordant == 0 ? 0 : gap * gap / table.Discordant;
        return (statistic, Tails.ChiSquaredUpper(statistic, 1));
    }
}
