namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// Mean and variance in two passes, both relative to the first value, so that equal values have exactly their own mean
/// and variance 0.
/// </summary>
/// <param name="N">Number of values.</param>
/// <param name="Mean">The arithmetic mean.</param>
/// <param name="SumOfSquares">Sum of squared deviations from the mean.</param>
public readonly record struct Moments(int N, double Mean, double SumOfSquares)
{
    /// <summary>The variance with divisor n - 1; null below two values.</summary>
    public double? Variance => N < 2 ? null : SumOfSquares / (N - 1);

    /// <summary>The standard deviation with divisor n - 1; null below two values.</summary>
    public double? StandardDeviation => Variance is { } variance ? Math.Sqrt(variance) : null;

    /// <summary>The standard error of the mean of independent values; null below two values.</summary>
    public double? StandardError => Variance is { } variance ? Math.Sqrt(variance / N) : null;

    /// <summary>The moments of these values, of which there must be one at least.</summary>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        Require.Values(values, nameof(values));
        return OfDraws(values);
    }

    /// <summary>The same of draws, which may have overflowed: what is not finite then shows in the result.</summary>
    internal static Moments OfDraws(ReadOnlySpan<double> values)
    {
        double origin = values[0];
        double sum = 0;
        foreach (double value in values)
        {
            sum += value - origin;
        }
        double shift = sum / values.Length;
        double squares = 0;
        double residue = 0;
        foreach (double value in values)
        {
            double deviation = value - origin - shift;
            squares += deviation * deviation;
            residue += deviation;
        }
        return new Moments(values.Length, origin + shift, squares - residue * residue / values.Length);
    }

    /// <summary>The differences a - b, item by item.</summary>
    internal static double[] Differences(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Require.SameLength(a.Length, b.Length, nameof(b));
        double[] differences = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            differences[i] = a[i] - b[i];
        }
        return differences;
    }
}
