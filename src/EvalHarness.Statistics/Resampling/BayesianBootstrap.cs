using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>
/// The Bayesian bootstrap: draws of the statistic under Dirichlet(1, ..., 1) weights of the units, its posterior without a
/// model of the data. D. B. Rubin, "The Bayesian bootstrap" (1981), doi:10.1214/aos/1176345338. Weights are exponential draws
/// scaled to sum to the number of units, so that totals keep their size. One unit gives a constant, as equal units do. Held
/// against the mean and variance of Dirichlet weights.
/// </summary>
public static class BayesianBootstrap
{
    /// <summary>Draws of the formula under random weights; null where it is undefined.</summary>
    /// <param name="statistics">One row per unit.</param>
    /// <param name="formula">The statistic; pure, called from several threads.</param>
    /// <param name="draws">Number of draws.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="threads">The most threads to use; null for all cores.</param>
    public static double?[] Draw(
        SufficientStatistics statistics,
        Formula formula,
        int draws,
        ulong seed,
        int? threads = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        double?[] result = new double?[draws];
        Parallel.For(
            0,
            draws,
            Chunks.On(threads),
            () => new double[statistics.Width],
            (draw, _, totals) =>
            {
                Weigh(statistics, new RandomSource(seed, (ulong)draw), totals);
                result[draw] = formula(totals);
                return totals;
            },
            _ => { }
        );
        return result;
    }

    private static void Weigh(SufficientStatistics statistics, RandomSource source, double[] totals)
    {
        Array.Clear(totals);
        double sum = 0;
        for (int row = 0; row < statistics.Rows.Length / totals.Length; row++)
        {
            double weight = Weight(ref source, statistics.Multiplicity?[row] ?? 1);
            sum += weight;
            for (int j = 0; j < totals.Length; j++)
            {
                totals[j] += weight * statistics.Rows[row * totals.Length + j];
            }
        }
        for (int j = 0; j < totals.Length; j++)
        {
            totals[j] *= statistics.Units / sum;
        }
    }

    /// <summary>A sum of that many exponential draws: G. Marsaglia, W. W. Tsang (2000), doi:10.1145/358407.358414, where many.</summary>
    private static double Weight(ref RandomSource source, int shape)
    {
        if (shape <= 8)
        {
            double sum = 0;
            for (int i = 0; i < shape; i++)
            {
                sum += source.NextExponential();
            }
            return sum;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = UnitNormal.Quantile(source.NextDouble());
            double v = 1 + c * x;
            v = v * v * v;
            if (v > 0 && Math.Log(source.NextDouble()) < 0.5 * x * x + d - d * v + d * Math.Log(v))
            {
                return d * v;
            }
        }
    }
}
