namespace EvalHarness.Statistics.Numerics;

/// <summary>The scale of values, and what counts as nothing beside it.</summary>
internal static class Scaling
{
    /// <summary>
    /// What is no larger than this share of the largest value is rounding noise: a mean of a hundred thousand values carries
    /// about 1e-16 of it, differences of such means about 1e-13.
    /// </summary>
    private const double Noise = 1e-12;

    /// <summary>The largest absolute value; 0 of none.</summary>
    public static double Largest(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }
        return largest;
    }

    /// <summary>Whether an error is no more than rounding noise of values that large.</summary>
    public static bool IsNoise(double error, double largest) => error <= Noise * largest;

    /// <summary>
    /// The power of two just below the largest value, 1 for zeros: divided by it, which is exact, values neither overflow
    /// nor vanish when they are squared.
    /// </summary>
    public static double Unit(double largest) => largest > 0 ? Math.ScaleB(1, Math.Max(-1000, Math.ILogB(largest))) : 1;

    /// <summary>The values divided by the unit.</summary>
    public static double[] Divide(ReadOnlySpan<double> values, double unit)
    {
        double[] scaled = new double[values.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = values[i] / unit;
        }
        return scaled;
    }
}
