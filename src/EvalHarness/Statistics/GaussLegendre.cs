using MathNet.Numerics.Integration;

namespace EvalHarness.Statistics;

/// <summary>Composite Gauss-Legendre quadrature for smooth integrands.</summary>
internal static class GaussLegendre
{
    private static readonly GaussPoint Unit = Rule();

    /// <summary>The integral from <paramref name="low"/> to <paramref name="high"/> over equal panels of 32 points.</summary>
    public static double Integrate(Func<double, double> integrand, double low, double high, int panels)
    {
        double half = 0.5 * (high - low) / panels;
        double sum = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            double centre = low + (2 * panel + 1) * half;
            for (int i = 0; i < Unit.Abscissas.Length; i++)
            {
                sum += Unit.Weights[i] * integrand(centre + half * Unit.Abscissas[i]);
            }
        }
        return half * sum;
    }

    private static GaussPoint Rule()
    {
        var rule = new GaussLegendreRule(-1, 1, 32);
        return new GaussPoint(rule.Abscissas, rule.Weights);
    }

    private sealed record GaussPoint(double[] Abscissas, double[] Weights);
}
