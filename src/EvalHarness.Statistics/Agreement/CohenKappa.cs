using System.Numerics;

namespace EvalHarness.Statistics.Agreement;

/// <summary>
/// Chance-corrected agreement of two raters over the same items. Source: Cohen, "A Coefficient of Agreement for Nominal
/// Scales", 1960, 10.1177/001316446002000104; weighted: Cohen 1968, 10.1037/h0026256; standard errors: Fleiss, Cohen and
/// Everitt, "Large Sample Standard Errors of Kappa and Weighted Kappa", 1969, 10.1037/h0028106. Held against scikit-learn
/// 1.2.1 (cohen_kappa_score) and statsmodels 0.13.5 (cohens_kappa). No item, or both raters in one and the same category
/// throughout: undefined (0/0). Total agreement is 1 with standard error 0.
/// </summary>
/// <param name="Agreement">Share of items with equal ratings; null without items.</param>
/// <param name="Kappa">Unweighted kappa; null where undefined, as all that follow.</param>
/// <param name="Linear">Kappa with disagreement weights |i-j| on the category index.</param>
/// <param name="Quadratic">Kappa with disagreement weights (i-j)^2 on the category index.</param>
/// <param name="StandardError">Asymptotic standard error of the unweighted kappa.</param>
/// <param name="StandardErrorUnderNull">Asymptotic standard error of the unweighted kappa of independent raters.</param>
public sealed record CohenKappa(
    double? Agreement,
    double? Kappa,
    double? Linear,
    double? Quadratic,
    double? StandardError,
    double? StandardErrorUnderNull
)
{
    private static readonly CohenKappa Undefined = new(null, null, null, null, null, null);

    /// <summary>Kappa of two raters; ratings are category indices below <paramref name="categories"/>.</summary>
    public static CohenKappa Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second, int categories)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Length, first.Length);
        long[] table = new long[categories * categories];
        for (int i = 0; i < first.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)first[i], (uint)categories, nameof(first));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)second[i], (uint)categories, nameof(second));
            table[(first[i] * categories) + second[i]]++;
        }
        return Of(table, categories);
    }

    /// <summary>Kappa of a square table of counts, row-major: rows the first rater, columns the second.</summary>
    public static CohenKappa Of(ReadOnlySpan<long> table, int categories)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(table.Length, categories * categories);
        long[] rows = new long[categories];
        long[] columns = new long[categories];
        long agreed = 0;
        long n = 0;
        for (int cell = 0; cell < table.Length; cell++)
        {
            (int i, int j) = Math.DivRem(cell, categories);
            rows[i] += table[cell];
            columns[j] += table[cell];
            agreed += i == j ? table[cell] : 0;
            n += table[cell];
        }
        if (n == 0)
        {
            return Undefined;
        }
        return Of(table, rows, columns, n, agreed);
    }

    private static CohenKappa Of(ReadOnlySpan<long> table, long[] rows, long[] columns, long n, long agreed)
    {
        // Whole numbers throughout: a variance that is exactly 0 must not become the square root of a rounding error.
        BigInteger chance = 0;
        BigInteger skew = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            var product = (BigInteger)rows[i] * columns[i];
            chance += product;
            skew += product * (rows[i] + columns[i]);
        }
        var square = (BigInteger)n * n;
        var room = square - chance;
        double agreement = (double)agreed / n;
        if (room.IsZero)
        {
            return Undefined with { Agreement = agreement };
        }
        double divisor = (double)room;
        var spread = Spread(table, rows, columns, agreed, chance);
        var spreadUnderNull = (chance * square) + (chance * chance) - (skew * n);
        return new CohenKappa(
            agreement,
            (double)(((BigInteger)agreed * n) - chance) / divisor,
            Weighted(table, rows, columns, n, squared: false),
            Weighted(table, rows, columns, n, squared: true),
            Math.Sqrt((double)(spread * n)) / divisor / divisor,
            Math.Sqrt((double)spreadUnderNull / n) / divisor
        );
    }

    // Equation 15 of Fleiss, Cohen and Everitt, times n^2 room^2, where room = n^2 - sum of products of the margins.
    private static BigInteger Spread(
        ReadOnlySpan<long> table,
        long[] rows,
        long[] columns,
        long agreed,
        BigInteger chance
    )
    {
        BigInteger n = rows.Sum();
        var room = (n * n) - chance;
        var missed = n - agreed;
        BigInteger sum = 0;
        for (int cell = 0; cell < table.Length; cell++)
        {
            (int i, int j) = Math.DivRem(cell, rows.Length);
            var term = i == j ? room - ((rows[i] + columns[i]) * missed) : missed * (columns[i] + rows[j]);
            sum += n * table[cell] * term * term;
        }
        var centre = (agreed * n * n) - (2 * chance * n) + (chance * agreed);
        return sum - (centre * centre);
    }

    private static double? Weighted(ReadOnlySpan<long> table, long[] rows, long[] columns, long n, bool squared)
    {
        double observed = 0;
        double expected = 0;
        for (int cell = 0; cell < table.Length; cell++)
        {
            (int i, int j) = Math.DivRem(cell, rows.Length);
            double weight = squared ? (double)(i - j) * (i - j) : Math.Abs(i - j);
            observed += weight * table[cell];
            expected += weight * rows[i] * columns[j] / n;
        }
        return expected > 0 ? 1 - (observed / expected) : null;
    }
}
