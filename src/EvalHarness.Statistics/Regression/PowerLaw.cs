using System.Collections.Immutable;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Regression;

/// <summary>A curve that approaches a limit by a power law, y = limit + scale·x^(-exponent), by least squares.</summary>
/// <param name="Limit">The value at infinite size.</param>
/// <param name="Scale">How far from it the curve is at size one.</param>
/// <param name="Exponent">How fast it approaches, above 0.</param>
/// <param name="SquaredError">The sum of squared residuals.</param>
/// <param name="DegreesOfFreedom">Points less three.</param>
public sealed record PowerLaw(double Limit, double Scale, double Exponent, double SquaredError, int DegreesOfFreedom)
{
    /// <summary>Standard errors of limit, scale and exponent; empty where the points leave no residual to judge by.</summary>
    public ImmutableArray<double> StandardErrors =>
        Covariance is null ? [] : [.. Enumerable.Range(0, 3).Select(i => Math.Sqrt(Covariance[(3 * i) + i]))];

    private double[]? Covariance { get; init; }

    /// <summary>The fit.</summary>
    /// <param name="sizes">Sizes above 0; at least three points at two or more sizes.</param>
    /// <param name="values">One value per size.</param>
    /// <param name="mayRise">Whether any limit and scale may be taken; false keeps both at least 0, as errors need.</param>
    /// <remarks>
    /// Variable projection: limit and scale are linear given the exponent, which is found by a scan and golden section.
    /// G. H. Golub, V. Pereyra, SIAM J. Numerical Analysis 10 (1973), doi:10.1137/0710036. Covariance s²(JᵀJ)⁻¹. Held
    /// against SciPy 1.10 curve_fit.
    /// </remarks>
    public static PowerLaw Fit(ReadOnlySpan<double> sizes, ReadOnlySpan<double> values, bool mayRise = true)
    {
        if (sizes.Length != values.Length || sizes.Length < 3)
        {
            throw new ArgumentException("a power law needs three points or more, and as many values as sizes");
        }

        Require.Values(sizes, nameof(sizes));
        Require.Values(values, nameof(values));
        double[] x = sizes.ToArray();
        double[] y = values.ToArray();
        double unit = Math.Exp(x.Average(Math.Log));
        LinearFit At(double logExponent) => LinearFit.Of(x, y, unit, Math.Exp(logExponent), mayRise);
        double exponent = Math.Exp(GoldenSection(z => At(z).SquaredError));
        var fit = At(Math.Log(exponent));
        double scale = fit.Slope * Math.Pow(unit, exponent);
        var law = new PowerLaw(fit.Intercept, scale, exponent, fit.SquaredError, x.Length - 3);
        return law with { Covariance = law.CovarianceOf(x, y) };
    }

    /// <summary>The value of the curve.</summary>
    /// <param name="size">A size above 0.</param>
    public double At(double size) => Limit + (Scale * Math.Pow(size, -Exponent));

    /// <summary>The value of the curve with its standard error and intervals, by the delta method and Student's t.</summary>
    /// <param name="size">A size above 0.</param>
    /// <param name="confidence">The confidence, in (0, 1).</param>
    /// <returns>Standard error and half-widths for the curve and for one new point; null where there is no residual to judge by.</returns>
    public (double StandardError, double Curve, double Point)? Uncertainty(double size, double confidence = 0.95)
    {
        if (Covariance is null)
        {
            return null;
        }

        double[] slope = Gradient(size);
        double variance = 0;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                variance += slope[i] * Covariance[(3 * i) + j] * slope[j];
            }
        }

        double t = Tails.StudentCritical(confidence, DegreesOfFreedom);
        double residual = SquaredError / DegreesOfFreedom;
        return (Math.Sqrt(variance), t * Math.Sqrt(variance), t * Math.Sqrt(variance + residual));
    }

    private double[] Gradient(double size)
    {
        double power = Math.Pow(size, -Exponent);
        return [1, power, -Scale * power * Math.Log(size)];
    }

    private double[]? CovarianceOf(double[] x, double[] y)
    {
        double level = y.Sum(value => value * value);
        if (DegreesOfFreedom < 1 || SquaredError <= 1e-15 * level)
        {
            return null;
        }

        var products = new SquareMatrix(3);
        foreach (double size in x)
        {
            double[] slope = Gradient(size);
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    products[i, j] += slope[i] * slope[j];
                }
            }
        }

        var factor = Cholesky.Of(products);
        double residual = SquaredError / DegreesOfFreedom;
        double[] result = new double[9];
        for (int i = 0; i < 3; i++)
        {
            double[] unit = new double[3];
            unit[i] = residual;
            factor.Solve(unit).CopyTo(result, 3 * i);
        }

        return result;
    }

    /// <summary>The minimum of a function of ln exponent: the best of a scan from 0.001 to 20, refined.</summary>
    private static double GoldenSection(Func<double, double> function)
    {
        const int steps = 200;
        (double from, double to) = (Math.Log(1e-3), Math.Log(20));
        double width = (to - from) / steps;
        double start = Enumerable.Range(0, steps + 1).Select(i => from + (i * width)).MinBy(function);
        (double lo, double hi) = (start - width, start + width);
        double ratio = 0.5 * (Math.Sqrt(5) - 1);
        for (int step = 0; step < 80; step++)
        {
            (double left, double right) = (hi - (ratio * (hi - lo)), lo + (ratio * (hi - lo)));
            (lo, hi) = function(left) <= function(right) ? (lo, right) : (left, hi);
        }

        return 0.5 * (lo + hi);
    }
}
