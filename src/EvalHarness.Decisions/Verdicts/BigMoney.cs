using System.Globalization;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>Money of a decision as a finance officer says it: whole below a hundred thousand, then three significant digits with k, M and B; a real minus sign.</summary>
public static class BigMoney
{
    /// <summary>An amount, for example <c>−$1.8M</c> or <c>EUR 33,512</c>.</summary>
    /// <param name="amount">The amount, of any sign and size.</param>
    /// <param name="currency">The currency's code; USD prints as a dollar sign.</param>
    public static string Of(double amount, string currency)
    {
        string sign = currency == "USD" ? "$" : currency + " ";
        string text = Size(Math.Abs(amount));
        return (amount < 0 && text != "0" ? "\u2212" : "") + sign + text;
    }

    /// <summary>An amount with its sign, plus included.</summary>
    /// <inheritdoc cref="Of"/>
    public static string Signed(double amount, string currency) =>
        (amount > 0 && Size(amount) != "0" ? "+" : "") + Of(amount, currency);

    /// <summary>A count in three significant digits: <c>6.8M</c>, <c>25,200</c>.</summary>
    /// <param name="count">The count, whole or not.</param>
    public static string Count(double count) => (count < 0 ? "\u2212" : "") + Size(Significant(Math.Abs(count)));

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
        return (text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text) + unit;
    }
}
