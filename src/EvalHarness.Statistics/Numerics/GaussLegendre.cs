using MathNet.Numerics.Integration;

namespace EvalHarness.Statistics.Numerics;

/// <summary>Composite Gauss-Legendre quadrature for smooth integrands.</summary>
internal static class GaussLegendre
{
    private static readonly GaussPoint Unit = Rule();

    /// <summary>The integral from <paramref name="low"/> to <paramref name="high"/> over equal panels of 32 points.</summary>
    public static double Integrate(Func<double, double> integrand, double low, double high, int panels)
    {
        (double[] points, double[] weights) = Nodes(low, high, panels);
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            sum += weights[i] * integrand(points[i]);
        }
        return sum;
    }

    /// <summary>The points and weights of the rule.</summary>
    public static (double[] Points, double[] Weights) Nodes(double low, double high, int panels)
    {
        double half = 0.5 * (high - low) / panels;
        int order = Unit.Abscissas.Length;
        double[] points = new double[panels * order];
        double[] weights = new double[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            double centre = low + (2 * (i / order) + 1) * half;
            points[i] = centre + half * Unit.Abscissas[i % order];
            weights[i] = half * Unit.Weights[i % order];
        }
        return (points, weights);
    }

    private static GaussPoint Rule()
    {
        var rule = new GaussLegendreRule(-1, 1, 32);
        return new GaussPoint(rule.Abscissas, rule.Weights);
    }

    private sealed record GaussPoint(double[] Abscissas, double[] Weights);
}
