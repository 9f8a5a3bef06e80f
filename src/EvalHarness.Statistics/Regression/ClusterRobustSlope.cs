using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Regression;

/// <summary>
/// The slope of a straight line by least squares, with an error that knows clusters; of a variable that is 0 or 1 it is the
/// difference of two means.
/// </summary>
/// <remarks>
/// The error sums each cluster's share in the slope, scaled by its leverage as CR2 does where a cluster's residuals are alike
/// (R. M. Bell, D. F. McCaffrey 2002, Survey Methodology 28, 169-181); degrees of freedom are the effective number of clusters
/// by their shares in the spread of x, less one. No slope where x is constant, and no error for fewer than three values or
/// where no residual is left.
/// </remarks>
/// <param name="Slope">The slope.</param>
/// <param name="Error">Its standard error; null where it has none.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the error.</param>
internal sealed record ClusterRobustSlope(double Slope, double? Error, double DegreesOfFreedom)
{
    private const double MostLeverage = 0.99;

    /// <summary>The slope of y in x.</summary>
    /// <param name="x">One value an item.</param>
    /// <param name="y">One value an item.</param>
    /// <param name="clusters">Cluster of each item, from 0 without gaps.</param>
    /// <returns>Null where x is constant, or there is nothing.</returns>
    public static ClusterRobustSlope? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<int> clusters)
    {
        if (x.IsEmpty)
        {
            return null;
        }

        var (meanX, meanY) = (Moments.OfDraws(x).Mean, Moments.OfDraws(y).Mean);
        var (spread, together) = (0d, 0d);
        int count = 0;
        for (int i = 0; i < x.Length; i++)
        {
            spread += (x[i] - meanX) * (x[i] - meanX);
            together += (x[i] - meanX) * (y[i] - meanY);
            count = Math.Max(count, clusters[i] + 1);
        }

        if (Scaling.IsNoise(Math.Sqrt(spread), Scaling.Largest(x)))
        {
            return null;
        }

        double slope = together / spread;
        var (sums, shares, sizes) = (new double[count], new double[count], new double[count]);
        for (int i = 0; i < x.Length; i++)
        {
            double from = x[i] - meanX;
            sums[clusters[i]] += from * (y[i] - meanY - (slope * from)) / spread;
            shares[clusters[i]] += from * from / spread;
            sizes[clusters[i]] += 1d / x.Length;
        }

        var (variance, concentration) = (0d, 0d);
        for (int g = 0; g < count; g++)
        {
            variance += sums[g] * sums[g] / (1 - Math.Min(MostLeverage, shares[g] + sizes[g]));
            concentration += shares[g] * shares[g];
        }

        double error = Math.Sqrt(variance);
        double df = (1 / concentration) - 1;
        return x.Length < 3 || df < 0.5 || Scaling.IsNoise(error * Math.Sqrt(spread), Scaling.Largest(y))
            ? new(slope, null, 0)
            : new(slope, error, Math.Max(1, df));
    }

    /// <summary>The interval slope ± t·se; null without an error.</summary>
    /// <param name="level">Confidence level, in (0, 1).</param>
    public Interval? Interval(double level)
    {
        if (Error is not { } error)
        {
            return null;
        }

        double half = Tails.StudentCritical(level, DegreesOfFreedom) * error;
        return new Interval(Slope - half, Slope + half);
    }
}
