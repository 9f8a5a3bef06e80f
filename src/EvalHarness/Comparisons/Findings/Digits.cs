using System.Globalization;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Findings;

/// <summary>How many decimals a number needs so that it still says what it says.</summary>
public static class Digits
{
    private const int Most = 7;

    /// <summary>Decimals that suit an estimate: one where its interval is wider than a point, more where it is narrower.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="isShare">Whether it is shown as per cent.</param>
    public static int Of(Estimate estimate, bool isShare) =>
        Of(estimate, isShare ? 100 : 1, OfWidth(estimate, isShare));

    /// <summary>The decimals that all values of a column share: as many as suit the one that is known best.</summary>
    /// <param name="estimates">The estimates of the column; those without an interval count only where there are no others.</param>
    /// <param name="isShare">Whether they are shown as per cent.</param>
    public static int OfColumn(IEnumerable<Estimate> estimates, bool isShare)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        Estimate[] known = [.. estimates.Where(estimate => estimate is { Low: not null, High: not null })];
        return known.Length == 0 ? Unknown(isShare) : known.Max(estimate => OfWidth(estimate, isShare));
    }

    private static int Unknown(bool isShare) => isShare ? 1 : 3;

    private static int OfWidth(Estimate estimate, bool isShare)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        if (estimate is not { Low: { } low, High: { } high })
        {
            return Unknown(isShare);
        }

        double width = (high - low) * (isShare ? 100 : 1);
        return isShare ? (width is > 1 or 0 ? 1 : 2)
            : width <= 0 ? 3
            : Math.Clamp((int)Math.Ceiling(-Math.Log10(width)) + 1, 0, 4);
    }

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
