namespace EvalHarness.Statistics.Numerics;

/// <summary>A running sum that carries its own rounding error.</summary>
/// <remarks>
/// A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974),
/// doi:10.1002/zamm.19740540106.
/// </remarks>
internal struct CompensatedSum
{
    private double sum;
    private double error;

    public readonly double Value => sum + error;

    public void Add(double value)
    {
        double next = sum + value;
        error += Math.Abs(sum) >= Math.Abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }

    public static double Of(ReadOnlySpan<double> values)
    {
        var total = default(CompensatedSum);
        foreach (double value in values)
        {
            total.Add(value);
        }

        return total.Value;
    }

    /// <summary>
    /// The mean, 0 of nothing: for long columns whose parts cancel, such as net benefits. <see cref="Moments"/> has the spread
    /// too, and gives equal values exactly their own mean.
    /// </summary>
    public static double Mean(ReadOnlySpan<double> values) => values.IsEmpty ? 0 : Of(values) / values.Length;
}
