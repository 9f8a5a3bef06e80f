using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>
/// The jackknife, a statistic with one unit left out at a time: J. W. Tukey, "Bias and confidence in not quite large
/// samples" (1958); B. Efron, R. J. Tibshirani (1993), chapter 11.
/// </summary>
public static class Jackknife
{
    /// <summary>
    /// The acceleration of BCa intervals, Σd³/(6(Σd²)^1.5) with d = mean - value; 0 where all values are equal (Efron 1987,
    /// eq. 6.6).
    /// </summary>
    public static double Acceleration(ReadOnlySpan<double> values)
    {
        Require.Values(values, nameof(values));
        return Acceleration(values, null);
    }

    /// <summary>The standard error sqrt((n-1)/n Σd²); null below two values.</summary>
    public static double? StandardError(ReadOnlySpan<double> values)
    {
        var moments = Moments.Of(values);
        return moments.N < 2 ? null : Math.Sqrt((moments.N - 1.0) / moments.N * moments.SumOfSquares);
    }

    /// <summary>The statistic with each value left out in turn.</summary>
    public static double[] Of(ReadOnlySpan<double> values, Func<double[], double> statistic)
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = statistic([.. values[..i], .. values[(i + 1)..]]);
        }
        return result;
    }

    /// <summary>The acceleration of a formula, from the totals less each row; 0 where a row cannot be left out.</summary>
    internal static double Acceleration(SufficientStatistics statistics, Formula formula)
    {
        int count = statistics.Rows.Length / statistics.Width;
        double[] values = new double[count];
        Span<double> totals = new double[statistics.Width];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < totals.Length; j++)
            {
                totals[j] = statistics.Totals[j] - statistics.Rows[i * totals.Length + j];
            }
            if (statistics.Units < 2 || formula(totals) is not { } value || !double.IsFinite(value))
            {
                return 0;
            }
            values[i] = value;
        }
        return Acceleration(values, statistics.Multiplicity);
    }

    private static double Acceleration(ReadOnlySpan<double> values, int[]? multiplicity)
    {
        double origin = values[0];
        double n = 0;
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double weight = multiplicity?[i] ?? 1;
            n += weight;
            sum += weight * (values[i] - origin);
        }
        double mean = sum / n;
        double squares = 0;
        double cubes = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double d = mean - (values[i] - origin);
            double weight = multiplicity?[i] ?? 1;
            squares += weight * d * d;
            cubes += weight * d * d * d;
        }
        return squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
    }
}
