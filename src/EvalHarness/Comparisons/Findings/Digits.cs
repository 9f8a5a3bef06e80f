using System.Globalization;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Findings;

/// <summary>How many decimals a number needs so that it still says what it says.</summary>
public static class Digits
{
    private const int Most = 7;

    /// <summary>
    /// As many decimals that no limit of an interval that leaves zero out is rounded onto zero, and that its two limits differ: a
    /// difference told apart by a hair must not read as one that is not, nor as one that is known exactly.
    /// </summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="scale">What its numbers are multiplied by before they are shown: 100 for per cent.</param>
    /// <param name="decimals">Decimals to begin with.</param>
    public static int Of(Estimate estimate, double scale, int decimals)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        if (estimate is not { Low: { } low, High: { } high })
        {
            return decimals;
        }

        bool excludes = estimate.Excludes(0);
        while (
            decimals < Most
            && (
                (excludes && (Rounded(low) == 0 || Rounded(high) == 0)) || (low < high && Rounded(low) == Rounded(high))
            )
        )
        {
            decimals++;
        }

        return decimals;

        double Rounded(double limit) =>
            double.Parse(
                (limit * scale).ToString(
                    "F" + decimals.ToString(CultureInfo.InvariantCulture),
                    CultureInfo.InvariantCulture
                ),
                CultureInfo.InvariantCulture
            );
    }
}
