using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Information;

/// <summary>The choice between doing nothing and an option that pays per success, with a beta prior, by enumeration.</summary>
/// <remarks>H. Raiffa, R. Schlaifer, "Applied Statistical Decision Theory", Harvard 1961.</remarks>
/// <param name="A">The first shape of the prior, above 0.</param>
/// <param name="B">The second shape of the prior, above 0.</param>
/// <param name="PerSuccess">The value of a success probability of one.</param>
/// <param name="Cost">The cost of the option.</param>
public sealed record BetaChoice(double A, double B, double PerSuccess, double Cost)
{
    /// <summary>The value of choosing now.</summary>
    public double ValueNow => Math.Max(0, (PerSuccess * A / (A + B)) - Cost);

    /// <summary>The expected value of perfect information.</summary>
    public double Evpi
    {
        get
        {
            double threshold = Math.Clamp(PerSuccess == 0 ? 1 : Cost / PerSuccess, 0, 1);
            double mean = A / (A + B);
            double gain = PerSuccess * mean * Above(threshold, A + 1, B);
            return gain - (Cost * Above(threshold, A, B)) - ValueNow;
        }
    }

    /// <summary>The expected value of observing n trials.</summary>
    /// <param name="n">The number of trials, at least 0; none is worth nothing.</param>
    public double Evsi(int n)
    {
        var total = default(CompensatedSum);
        for (int x = 0; x <= n; x++)
        {
            double value = (PerSuccess * (A + x) / (A + B + n)) - Cost;
            total.Add(BetaBinomial(A, B, n, x) * Math.Max(0, value));
        }

        return n == 0 ? 0 : Math.Max(0, total.Value - ValueNow);
    }

    /// <summary>The values of choosing the better of two success probabilities: now, after a sample of each, and knowing all.</summary>
    /// <param name="first">Shapes of the first prior.</param>
    /// <param name="second">Shapes of the second prior.</param>
    /// <param name="n">The number of trials of each.</param>
    public static (double Now, double Evsi, double Evpi) TwoArms(
        (double A, double B) first,
        (double A, double B) second,
        int n
    )
    {
        double now = Math.Max(first.A / (first.A + first.B), second.A / (second.A + second.B));
        double[] left = [.. Enumerable.Range(0, n + 1).Select(x => BetaBinomial(first.A, first.B, n, x))];
        double[] right = [.. Enumerable.Range(0, n + 1).Select(x => BetaBinomial(second.A, second.B, n, x))];
        var total = default(CompensatedSum);
        for (int x = 0; x <= n; x++)
        {
            double p = (first.A + x) / (first.A + first.B + n);
            for (int y = 0; y <= n; y++)
            {
                total.Add(left[x] * right[y] * Math.Max(p, (second.A + y) / (second.A + second.B + n)));
            }
        }

        double EitherAbove(double p) =>
            1 - (IncompleteBeta.Cdf(p, first.A, first.B) * IncompleteBeta.Cdf(p, second.A, second.B));
        double best = Quadrature.Integrate(EitherAbove, [0, 1], 1e-13);
        return (now, total.Value - now, best - now);
    }

    private static double Above(double threshold, double a, double b) =>
        IncompleteBeta.Tails(threshold, 1 - threshold, a, b).Upper;

    private static double BetaBinomial(double a, double b, int n, int x) =>
        Math.Exp(
            LogSpace.LogGamma(n + 1.0)
                - LogSpace.LogGamma(x + 1.0)
                - LogSpace.LogGamma(n - x + 1.0)
                + LogSpace.LogBeta(a + x, b + n - x)
                - LogSpace.LogBeta(a, b)
        );
}
