using System.Globalization;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>Money of a decision as a finance officer says it: with cents below a hundred, whole below a hundred thousand, then three significant digits with k, M and B; a real minus sign.</summary>
public static class BigMoney
{
    /// <summary>An amount, for example <c>−$1.8M</c> or <c>EUR 33,512</c>.</summary>
    /// <param name="amount">The amount, of any sign and size.</param>
    /// <param name="currency">The currency's code; USD prints as a dollar sign.</param>
    public static string Of(double amount, string currency)
    {
        string sign = currency == "USD" ? "$" : currency + " ";
        string text = Money(Math.Abs(amount));
        return (amount < 0 && text != "0" ? "\u2212" : "") + sign + text;
    }

    /// <summary>An amount with its sign, plus included.</summary>
    /// <inheritdoc cref="Of"/>
    public static string Signed(double amount, string currency) =>
        (amount > 0 && Money(amount) != "0" ? "+" : "") + Of(amount, currency);

    /// <summary>A count in three significant digits: <c>6.8M</c>, <c>25,200</c>.</summary>
    /// <param name="count">The count, whole or not.</param>
    public static string Count(double count) => (count < 0 ? "\u2212" : "") + Size(Significant(Math.Abs(count)));

    /// <summary>The digits of an amount with two decimals where they were one: nobody writes $1.2; whole amounts and other digits stay.</summary>
    /// <param name="digits">An amount of money in digits, without unit: <c>1.2</c>.</param>
    /// <returns>For example <c>1.20</c>; <c>0.0003</c> and <c>12</c> as they are.</returns>
    public static string Cents(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        return digits.Length > 1 && digits[^2] == '.' ? digits + "0" : digits;
    }

    private static string Money(double size) =>
        size switch
        {
            >= 99.995 or 0 => Size(size),
            >= 0.9995 => Cents(Trimmed(size.ToString("N2", CultureInfo.InvariantCulture))),
            _ => Cents(Size(size)),
        };

    private static double Significant(double size)
    {
        double unit = size >= 1000 ? Math.Pow(10, Math.Floor(Math.Log10(size)) - 2) : 1;
        return size >= 1000 ? Math.Round(size / unit) * unit : size;
    }

    private static string Size(double size)
    {
        (double scale, string unit) = size switch
        {
            >= 0.9995e9 => (1e9, "B"),
            >= 0.9995e6 => (1e6, "M"),
            >= 99_999.5 => (1e3, "k"),
            _ => (1.0, ""),
        };
        double shown = size / scale;
        int digits = shown switch
        {
            0 => 0,
            >= 99.95 => 0,
            >= 9.995 => 1,
            >= 0.9995 => 2,
            _ => Math.Clamp(1 - (int)Math.Floor(Math.Log10(shown)), 2, 8),
        };
        string text = shown.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Trimmed(text) + unit;
    }

    private static string Trimmed(string text) =>
        text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
}
