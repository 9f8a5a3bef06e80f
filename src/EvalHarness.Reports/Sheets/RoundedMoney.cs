using System.Globalization;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Sheets;

/// <summary>Amounts that stand under each other: one unit and as many decimals for all of them, so that sums are right as read.</summary>
/// <param name="Unit">What is counted: 1, a thousand, a million, a billion.</param>
/// <param name="Suffix">The unit's letter.</param>
/// <param name="Decimals">Decimals of all amounts.</param>
/// <param name="Sign">The currency before the number.</param>
internal sealed record RoundedMoney(double Unit, string Suffix, int Decimals, string Sign)
{
    /// <summary>The unit that suits the largest of some amounts: three digits of it at least.</summary>
    public static RoundedMoney For(IReadOnlyCollection<double> amounts, string currency)
    {
        double most = amounts.Max(Math.Abs);
        (double unit, string suffix) = most switch
        {
            >= 0.9995e9 => (1e9, "B"),
            >= 0.9995e6 => (1e6, "M"),
            >= 99_999.5 => (1e3, "k"),
            _ => (1.0, ""),
        };
        double shown = most / unit;
        int decimals =
            shown >= 99.95 ? 0
            : shown >= 9.995 && unit > 1 ? 1
            : 2;
        return new(unit, suffix, decimals, currency == "USD" ? "$" : currency + " ");
    }

    /// <summary>An amount as far as it is shown.</summary>
    public double Round(double amount) =>
        Math.Round((double)Math.Round((decimal)(amount / Unit), Decimals, MidpointRounding.AwayFromZero) * Unit, 2);

    /// <summary>An amount with a real minus sign.</summary>
    public string Text(double amount)
    {
        string number = Show.Number(Math.Abs(amount) / Unit, Decimals);
        bool isNothing = number.All(c => c is '0' or '.');
        return (amount < 0 && !isNothing ? "\u2212" : "") + Sign + (isNothing ? "0" : number + Suffix);
    }

    /// <summary>An amount with its sign, plus included.</summary>
    public string Signed(double amount) => (amount > 0 ? "+" : "") + Text(amount);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sign}{Suffix}, {Decimals}");
}
