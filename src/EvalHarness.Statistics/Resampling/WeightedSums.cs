namespace EvalHarness.Statistics.Resampling;

/// <summary>Values of metrics that are a formula of sums.</summary>
internal static class WeightedSums
{
    /// <summary>The formula of the weighted sum of rows.</summary>
    /// <param name="rows">The statistics, row by row: one row a cluster.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="formula">The value of a sum.</param>
    public static WeightedValue Of(ReadOnlyMemory<double> rows, int width, Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return weights =>
        {
            double[] sums = new double[width];
            var statistics = rows.Span;
            for (int row = 0; row < weights.Length; row++)
            {
                for (int column = 0; column < sums.Length; column++)
                {
                    sums[column] += weights[row] * statistics[(row * sums.Length) + column];
                }
            }

            return formula(sums);
        };
    }
}
