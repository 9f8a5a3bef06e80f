using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Agreement;

/// <summary>
/// Chance-corrected agreement of any number of raters, ratings possibly missing. Input is a table of counts, row-major:
/// one row a unit, one column a category, each cell the number of raters who put that unit in that category.
/// </summary>
public static class RaterAgreement
{
    /// <summary>
    /// Mean over units with at least two ratings of the share of rater pairs that agree; null where there is no such unit.
    /// </summary>
    public static double? Pairwise(ReadOnlySpan<int> counts, int categories)
    {
        Check(counts, categories);
        double sum = 0;
        int units = 0;
        for (int start = 0; start < counts.Length; start += categories)
        {
            var unit = counts.Slice(start, categories);
            double ratings = Total(unit);
            if (ratings >= 2)
            {
                sum += AgreeingPairs(unit) / (ratings * (ratings - 1));
                units++;
            }
        }
        return units > 0 ? sum / units : null;
    }

    /// <summary>
    /// Fleiss' kappa. Source: Fleiss, "Measuring nominal scale agreement among many raters", 1971, 10.1037/h0031619. Held
    /// against statsmodels 0.13.5 (fleiss_kappa). Null where units have different numbers of ratings, fewer than two, or
    /// where all ratings fall in one category (0/0).
    /// </summary>
    public static double? FleissKappa(ReadOnlySpan<int> counts, int categories)
    {
        Check(counts, categories);
        double[] shares = new double[categories];
        int ratings = counts.IsEmpty ? 0 : Total(counts[..categories]);
        for (int start = 0; start < counts.Length; start += categories)
        {
            var unit = counts.Slice(start, categories);
            if (Total(unit) != ratings)
            {
                return null;
            }
            for (int k = 0; k < categories; k++)
            {
                shares[k] += unit[k];
            }
        }
        double all = shares.Sum();
        double chance = shares.Sum(share => share / all * (share / all));
        return ratings < 2 || shares.Max() == all ? null : (Pairwise(counts, categories) - chance) / (1 - chance);
    }

    /// <summary>
    /// Gwet's AC1. Source: Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement",
    /// 2008, 10.1348/000711006X126600. Held against irrCAC 1.0 (gwet.ac1.raw). Observed agreement is over units with at
    /// least two ratings, category shares over units with at least one. Null without the former, or with one category.
    /// </summary>
    public static double? GwetAc1(ReadOnlySpan<int> counts, int categories)
    {
        if (Pairwise(counts, categories) is not { } observed || categories < 2)
        {
            return null;
        }
        double[] shares = new double[categories];
        int units = 0;
        for (int start = 0; start < counts.Length; start += categories)
        {
            var unit = counts.Slice(start, categories);
            double ratings = Total(unit);
            if (ratings > 0)
            {
                units++;
                for (int k = 0; k < categories; k++)
                {
                    shares[k] += unit[k] / ratings;
                }
            }
        }
        double chance = shares.Sum(share => share / units * (1 - (share / units))) / (categories - 1);
        return (observed - chance) / (1 - chance);
    }

    /// <summary>Krippendorff's alpha for unordered categories. See <see cref="AlphaInterval"/>.</summary>
    public static double? AlphaNominal(ReadOnlySpan<int> counts, int categories) =>
        Alpha(counts, categories, static (_, _, _) => 1);

    /// <summary>
    /// Krippendorff's alpha for ordered categories, columns in their order: the distance of two categories is the number of
    /// ratings between them, each end counted half. See <see cref="AlphaInterval"/>.
    /// </summary>
    public static double? AlphaOrdinal(ReadOnlySpan<int> counts, int categories) =>
        Alpha(
            counts,
            categories,
            static (marginals, low, high) =>
            {
                double between = (marginals[low] + marginals[high]) / 2;
                for (int k = low + 1; k < high; k++)
                {
                    between += marginals[k];
                }
                return between * between;
            }
        );

    /// <summary>
    /// Krippendorff's alpha for numbers. Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011
    /// (repository.upenn.edu/asc_papers/43), from the coincidence matrix; units with fewer than two ratings are dropped.
    /// Held against evalica 0.4.2 and the values published there. Null without such units, or where all ratings are equal
    /// (0/0; evalica says 1). Total agreement is 1; it falls below 0 where raters disagree more than by chance.
    /// </summary>
    /// <param name="counts">One row a unit, one column a category.</param>
    /// <param name="values">The number that each category stands for.</param>
    public static double? AlphaInterval(ReadOnlySpan<int> counts, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require.Values(values, nameof(values));
        return Alpha(
            counts,
            values.Length,
            (_, low, high) => (values[low] - values[high]) * (values[low] - values[high])
        );
    }

    private static double? Alpha(ReadOnlySpan<int> counts, int categories, Func<double[], int, int, double> distance)
    {
        Check(counts, categories);
        double[] coincidences = new double[categories * categories];
        double[] marginals = new double[categories];
        for (int start = 0; start < counts.Length; start += categories)
        {
            var unit = counts.Slice(start, categories);
            double ratings = Total(unit);
            for (int c = 0; ratings >= 2 && c < categories; c++)
            {
                marginals[c] += unit[c];
                for (int k = c + 1; k < categories; k++)
                {
                    coincidences[(c * categories) + k] += unit[c] * unit[k] / (ratings - 1);
                }
            }
        }
        double observed = 0;
        double expected = 0;
        for (int c = 0; c < categories; c++)
        {
            for (int k = c + 1; k < categories; k++)
            {
                double apart = distance(marginals, c, k);
                observed += coincidences[(c * categories) + k] * apart;
                expected += marginals[c] * marginals[k] * apart;
            }
        }
        return expected > 0 ? 1 - ((marginals.Sum() - 1) * observed / expected) : null;
    }

    private static double AgreeingPairs(ReadOnlySpan<int> unit)
    {
        double pairs = 0;
        foreach (int count in unit)
        {
            pairs += (double)count * (count - 1);
        }
        return pairs;
    }

    private static int Total(ReadOnlySpan<int> unit)
    {
        int total = 0;
        foreach (int count in unit)
        {
            total += count;
        }
        return total;
    }

    private static void Check(ReadOnlySpan<int> counts, int categories)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(counts.Length % categories, 0, nameof(counts));
    }
}
