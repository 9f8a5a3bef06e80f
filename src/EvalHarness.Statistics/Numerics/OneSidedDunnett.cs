namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// The largest of k - 1 comparisons with one common model, each a difference of two of k equal-variance normal means over
/// its standard error: the one-sided statistic of C. W. Dunnett, "A multiple comparison procedure for comparing several
/// treatments with a control" (1955), doi:10.1080/01621459.1955.10501294, at equal sample sizes. Its probability is
/// ∫∫ Φ(z + √2·d·s)^(k-1) φ(z) dz dF(s), with s² chi-squared over its degrees of freedom, by Gauss-Legendre quadrature to about
/// 1e-13. Held against R mvtnorm 1.1-3.
/// </summary>
internal sealed class OneSidedDunnett
{
    private const double Reach = 9;

    /// <summary>ln of the density below which a scale is left out.</summary>
    private const double Negligible = -45;

    private static readonly (double[] Points, double[] Weights) Inner = GaussLegendre.Nodes(-Reach, Reach, 6);

    private readonly int others;
    private readonly double[] scales;
    private readonly double[] weights;

    /// <summary>The comparisons of so many models.</summary>
    /// <param name="models">Number of models, k, at least 2.</param>
    /// <param name="df">Degrees of freedom of the variance; null where it is known.</param>
    public OneSidedDunnett(int models, double? df)
    {
        others = models - 1;
        (scales, weights) = df is { } finite ? Scales(finite) : ([1.0], [1.0]);
    }

    /// <summary>P(largest > d), with full relative precision where it is small.</summary>
    public double Upper(double d)
    {
        double sum = 0;
        for (int i = 0; i < scales.Length; i++)
        {
            sum += weights[i] * UpperAt(Math.Sqrt(2) * d * scales[i]);
        }
        return sum;
    }

    /// <summary>The value that the largest stays below with that probability.</summary>
    public double Critical(double level)
    {
        // In the logarithm of the smaller tail, where the root is nearly linear.
        double Excess(double d)
        {
            double upper = Upper(d);
            return level >= 0.5 ? Math.Log(upper / (1 - level)) : Math.Log(level / (1 - upper));
        }

        (double low, double high) = (-1, 4);
        (double atLow, double atHigh) = (Excess(low), Excess(high));
        while (atLow < 0)
        {
            (low, high, atHigh) = (4 * low, low, atLow);
            atLow = Excess(low);
        }
        while (atHigh > 0)
        {
            (low, atLow, high) = (high, atHigh, 4 * high);
            atHigh = Excess(high);
        }
        return RootFinding.Between(Excess, low, atLow, high, atHigh, 1e-12);
    }

    /// <summary>∫ (1 - Φ(z + x)^(k-1)) φ(z) dz.</summary>
    private double UpperAt(double x)
    {
        double sum = 0;
        for (int i = 0; i < Inner.Points.Length; i++)
        {
            double z = Inner.Points[i];
            double missed = -LogSpace.Expm1(others * LogSpace.Log1p(-UnitNormal.Upper(z + x)));
            sum += Inner.Weights[i] * UnitNormal.Density(z) * missed;
        }
        return sum;
    }

    /// <summary>
    /// Points and weights of the distribution of s in the logarithm of s, where it is smooth and never steep, whatever d. The
    /// weights are normalised by their own sum, which spares a gamma function that loses digits at many degrees of freedom.
    /// </summary>
    private static (double[] Scales, double[] Weights) Scales(double df)
    {
        double LogDensity(double y) => df * (y - 0.5 * LogSpace.Expm1(2 * y));
        double low = Edge(-1);
        double high = Edge(1);
        int panels = Math.Max(4, (int)Math.Ceiling((high - low) / 3));
        (double[] points, double[] weights) = GaussLegendre.Nodes(low, high, panels);
        double total = 0;
        for (int i = 0; i < points.Length; i++)
        {
            weights[i] *= Math.Exp(LogDensity(points[i]));
            total += weights[i];
            points[i] = Math.Exp(points[i]);
        }
        return (points, Array.ConvertAll(weights, weight => weight / total));

        double Edge(double side)
        {
            double outside = side;
            while (LogDensity(outside) > Negligible)
            {
                outside *= 2;
            }
            return Bisection.Boundary(y => LogDensity(y) < Negligible, outside, 0);
        }
    }
}
