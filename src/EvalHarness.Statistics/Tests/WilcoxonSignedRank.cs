using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Wilcoxon's signed rank test that differences of pairs lie symmetrically around 0: F. Wilcoxon, "Individual comparisons
/// by ranking methods" (1945), doi:10.2307/3001968. Zeros either dropped (Wilcoxon) or ranked and then dropped: J. W.
/// Pratt, "Remarks on zeros and ties in the Wilcoxon signed rank procedures" (1959), doi:10.1080/01621459.1959.10501526.
/// Independent pairs are assumed. No difference is refused; all zeros have p = 1 and no estimate; n differences of one sign
/// have p = 2^(1-n). Held against SciPy 1.10.1 wilcoxon, R 4.2.2 wilcox.test, coin and exactRankTests.
/// </summary>
public static class WilcoxonSignedRank
{
    /// <summary>The most non-zero differences for which the exact distribution is computed.</summary>
    public const int ExactLimit = 1000;

    /// <summary>Tests these differences; with ties the exact p is conditional on the mid-ranks.</summary>
    public static WilcoxonResult Of(ReadOnlySpan<double> differences)
    {
        Require.Values(differences, nameof(differences));
        double[] nonZero = [.. differences.ToArray().Where(difference => difference != 0)];
        int zero = differences.Length - nonZero.Length;
        var result = new WilcoxonResult { NonZero = nonZero.Length, Zero = zero };
        if (nonZero.Length == 0)
        {
            return result with { PExact = 1, PExactGreater = 1, PExactLess = 1 };
        }
        (double[] ranks, double ties) = Ranks.Of([.. nonZero.Select(Math.Abs)]);
        double plus = ranks.Where((_, i) => nonZero[i] > 0).Sum();
        double all = ranks.Sum();
        double plusPratt = plus + (double)zero * nonZero.Count(difference => difference > 0);
        double allPratt = all + (double)zero * nonZero.Length;
        (double Lower, double Upper)? exact = nonZero.Length <= ExactLimit ? ExactTails(ranks, plus) : null;
        return result with
        {
            WPlus = plus,
            WMinus = all - plus,
            WPlusPratt = plusPratt,
            WMinusPratt = allPratt - plusPratt,
            PExact = exact is { } tails ? Math.Min(1, 2 * Math.Min(tails.Lower, tails.Upper)) : null,
            PExactGreater = exact?.Upper,
            PExactLess = exact?.Lower,
            Approximation = Approximate(plus, 0.5 * all, nonZero.Length, 0, ties),
            Pratt = Approximate(plusPratt, 0.5 * allPratt, differences.Length, zero, ties),
            HodgesLehmann = WalshMedian(nonZero),
            RankBiserial = (2 * plus - all) / all,
        };
    }

    internal static RankApproximation Normal(double excess, double deviation)
    {
        double corrected = excess - 0.5 * Math.Sign(excess);
        return new RankApproximation(
            UnitNormal.TwoSided(excess / deviation),
            UnitNormal.TwoSided(corrected / deviation),
            UnitNormal.Upper(excess / deviation),
            UnitNormal.Upper((excess - 0.5) / deviation)
        );
    }

    private static RankApproximation Approximate(double plus, double mean, int n, int zero, double ties)
    {
        double variance = (n * (n + 1.0) * (2.0 * n + 1) - zero * (zero + 1.0) * (2.0 * zero + 1)) / 24 - ties / 48;
        return Normal(plus - mean, Math.Sqrt(variance));
    }

    /// <summary>Tails of the sum of randomly signed ranks, by adding one rank after the other to its distribution.</summary>
    private static (double Lower, double Upper) ExactTails(double[] ranks, double plus)
    {
        // Mid-ranks are multiples of one half.
        int[] doubled = [.. ranks.Select(rank => (int)Math.Round(2 * rank))];
        double[] probability = new double[doubled.Sum() + 1];
        probability[0] = 1;
        int reach = 0;
        foreach (int step in doubled.Order())
        {
            reach += step;
            for (int i = reach; i >= 0; i--)
            {
                probability[i] = 0.5 * (probability[i] + (i >= step ? probability[i - step] : 0));
            }
        }
        int observed = (int)Math.Round(2 * plus);
        return (probability.AsSpan(0, observed + 1).Total(), probability.AsSpan(observed).Total());
    }

    private static double Total(this Span<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }
        return Math.Min(1, sum);
    }

    private static double WalshMedian(double[] values)
    {
        double[] sorted = [.. values.Order()];
        long count = (long)sorted.Length * (sorted.Length + 1) / 2;
        double low = PairSums.Select(sorted, (count + 1) / 2);
        double high = count % 2 == 1 ? low : PairSums.Select(sorted, count / 2 + 1);
        return 0.25 * (low + high);
    }
}
