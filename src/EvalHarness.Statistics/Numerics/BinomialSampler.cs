namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// Exact draws from the binomial distribution: transformed rejection BTRS of W. Hörmann, "The generation of binomial random
/// variates" (1993), doi:10.1080/00949659308811496, and inversion where n·p is small.
/// </summary>
internal static class BinomialSampler
{
    public static int Draw(ref RandomSource stream, int n, double p)
    {
        if (n == 0 || p <= 0)
        {
            return 0;
        }
        if (p >= 1)
        {
            return n;
        }
        bool mirrored = p > 0.5;
        double small = mirrored ? 1 - p : p;
        int successes = n * small < 10 ? Invert(ref stream, n, small) : Reject(ref stream, n, small);
        return mirrored ? n - successes : successes;
    }

    private static int Invert(ref RandomSource stream, int n, double p)
    {
        double odds = p / (1 - p);
        double probability = Math.Exp(n * LogSpace.Log1p(-p));
        double uniform = stream.NextDouble();
        int successes = 0;
        while (uniform > probability && successes < n)
        {
            uniform -= probability;
            successes++;
            probability *= odds * (n - successes + 1) / successes;
        }
        return successes;
    }

    private static int Reject(ref RandomSource stream, int n, double p)
    {
        double q = 1 - p;
        double deviation = Math.Sqrt(n * p * q);
        double b = 1.15 + 2.53 * deviation;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double centre = n * p + 0.5;
        double safe = 0.92 - 4.2 / b;
        while (true)
        {
            double v = stream.NextDouble();
            double u = stream.NextDouble() - 0.5;
            double edge = 0.5 - Math.Abs(u);
            double k = Math.Floor((2 * a / edge + b) * u + centre);
            if (edge >= 0.07 && v <= safe)
            {
                return (int)k;
            }
            if (k < 0 || k > n)
            {
                continue;
            }
            double alpha = (2.83 + 5.1 / b) * deviation;
            double mode = Math.Floor((n + 1) * p);
            if (Math.Log(v * alpha / (a / (edge * edge) + b)) <= LogRatio(n, p / q, k, mode))
            {
                return (int)k;
            }
        }
    }

    /// <summary>ln of the density at k over that at the mode.</summary>
    private static double LogRatio(int n, double odds, double k, double mode) =>
        LogFactorial(mode)
        + LogFactorial(n - mode)
        - LogFactorial(k)
        - LogFactorial(n - k)
        + (k - mode) * Math.Log(odds);

    private static double LogFactorial(double k) => LogSpace.LogGamma(k + 1);
}
