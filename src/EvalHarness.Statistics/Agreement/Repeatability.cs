using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Agreement;

/// <summary>
/// How far asking the same again gives the same, and what the rest does to means. Source: J. M. Bland, D. G. Altman, "Statistical
/// methods for assessing agreement between two methods of clinical measurement" (1986), doi:10.1016/S0140-6736(86)90837-8, section
/// "Repeatability": the standard deviation of the differences of two passes, which have no mean difference.
/// </summary>
/// <remarks>
/// Assumed: the passes of an item are exchangeable, the noise of one item is independent of that of another, and the items that were
/// asked again are drawn by chance from those that the means are taken over. A server that is disturbed for a while breaks the second.
/// </remarks>
public static class Repeatability
{
    /// <summary>Share of the pairs of an item's answers that are equal; null for fewer than two answers.</summary>
    /// <param name="answers">All answers to one item.</param>
    public static double? EqualPairs<T>(ReadOnlySpan<T> answers)
        where T : notnull
    {
        var counts = new Dictionary<T, int>();
        foreach (var answer in answers)
        {
            counts[answer] = counts.GetValueOrDefault(answer) + 1;
        }

        double pairs = answers.Length * (answers.Length - 1.0);
        return pairs > 0 ? counts.Values.Sum(count => count * (count - 1.0)) / pairs : null;
    }

    /// <summary>
    /// Standard deviation of the difference of two passes, each a mean over the same items: √(2·s²/n), with s² the variance of the
    /// passes of one item about their mean, averaged over items.
    /// </summary>
    /// <param name="within">Mean over items of the variance of an item's passes, with divisor passes - 1; 0 or more.</param>
    /// <param name="items">Number of items in a mean; 1 gives the standard deviation of a single item's difference.</param>
    public static double DeviationOfDifference(double within, double items)
    {
        Require.NotNegative(within, nameof(within));
        Require.Positive(items, nameof(items));
        return Math.Sqrt(2 * within / items);
    }

    /// <summary>
    /// The coefficient of repeatability: the difference of two passes that their noise alone exceeds in a share of 1 - level of
    /// cases, where means are normal: z·√(2·s²/n).
    /// </summary>
    /// <param name="within">Mean over items of the variance of an item's passes; 0 or more.</param>
    /// <param name="items">Number of items in a mean.</param>
    /// <param name="level">Confidence level, in (0, 1); 0.95 by default.</param>
    public static double Coefficient(double within, double items, double level = 0.95)
    {
        Require.Level(level);
        return UnitNormal.Quantile(0.5 * (1 + level)) * DeviationOfDifference(within, items);
    }
}
