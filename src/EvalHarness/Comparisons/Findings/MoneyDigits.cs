using System.Globalization;

namespace EvalHarness.Comparisons.Findings;

/// <summary>The decimals that all amounts of a column of money share, so that they can be compared at a glance.</summary>
public static class MoneyDigits
{
    private const int Cents = 2;

    /// <summary>Significant digits of the largest amount of a column below a dollar, at most.</summary>
    private const int MostOfLargest = 4;

    /// <summary>Amounts from which on cents tell nothing.</summary>
    private const decimal Whole = 1_000;

    /// <summary>
    /// Cents; below a dollar as many decimals that the least amount has two significant digits, where the largest then has four at most;
    /// none where every amount has four digits before the point.
    /// </summary>
    /// <param name="amounts">The amounts of the column; unknown ones and zeros do not count.</param>
    public static int Of(IEnumerable<decimal?> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        decimal[] sizes = [.. amounts.OfType<decimal>().Select(Math.Abs).Where(size => size > 0)];
        return sizes.Length == 0 || sizes.Max() >= 1
            ? sizes.Length > 0 && sizes.Min() >= Whole
                ? 0
                : Cents
            : Math.Max(Cents, Math.Min(1 - Place(sizes.Min()), MostOfLargest - 1 - Place(sizes.Max())));
    }

    /// <summary>An amount without its sign: <c>1,234.50</c>; what would read as nothing is less than the last digit.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="decimals">The decimals of its column.</param>
    /// <param name="currency">What stands before the digits; nothing by default.</param>
    public static string Show(decimal amount, int decimals, string currency = "")
    {
        string format = "N" + decimals.ToString(CultureInfo.InvariantCulture);
        decimal size = Math.Abs(amount);
        decimal last = (decimal)Math.Pow(10, -decimals);
        return size > 0 && Math.Round(size, decimals, MidpointRounding.AwayFromZero) == 0
            ? $"< {currency}{last.ToString(format, CultureInfo.InvariantCulture)}"
            : currency + size.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>The place of the first digit: 0 for ones, -2 for hundredths.</summary>
    private static int Place(decimal size) => (int)Math.Floor(Math.Log10((double)size));
}
