namespace EvalHarness.Scoring.Metrics;

/// <summary>Columns of rows of numbers, and their weighted mean.</summary>
internal static class WeightedRows
{
    /// <summary>One column of rows of that many numbers.</summary>
    public static double[] Column(this ReadOnlySpan<double> rows, int column, int columns)
    {
        double[] values = new double[rows.Length / columns];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = rows[(i * columns) + column];
        }
        return values;
    }

    /// <summary>The weighted mean of numbers; null without weight.</summary>
    public static double? Mean(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += weights[i] * values[i];
            total += weights[i];
        }
        return total > 0 ? sum / total : null;
    }
}
