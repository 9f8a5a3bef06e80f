using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Tests.Simulations;

/// <summary>What one experiment draws, from a source of its own.</summary>
internal sealed class Draw(RandomSource source)
{
    private RandomSource source = source;

    public double Uniform() => source.NextDouble();

    public bool Chance(double p) => source.NextDouble() < p;

    public int Index(int count) => source.NextIndex(count);

    public double Normal() => UnitNormal.Quantile(Math.Clamp(source.NextDouble(), 1e-300, 1 - 1e-16));

    /// <summary>A log-normal value with mean 1.</summary>
    public double LogNormal(double sigma) => Math.Exp((sigma * Normal()) - (0.5 * sigma * sigma));

    /// <summary>A beta value with that mean and intraclass correlation: the chance of one cluster; the mean itself at 0.</summary>
    public double Beta(double mean, double correlation)
    {
        if (correlation == 0)
        {
            return mean;
        }

        double sum = (1 / correlation) - 1;
        double a = Gamma(mean * sum);
        double b = Gamma((1 - mean) * sum);
        return a + b > 0 ? a / (a + b) : mean;
    }

    /// <summary>G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables" (2000), doi:10.1145/358407.358414.</summary>
    private double Gamma(double shape)
    {
        if (shape < 1)
        {
            return Gamma(shape + 1) * Math.Pow(Math.Max(Uniform(), 1e-300), 1 / shape);
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Normal();
            double v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(Math.Max(Uniform(), 1e-300)) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }
}
