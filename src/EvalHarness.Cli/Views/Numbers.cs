using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Cli.Views;

/// <summary>Numbers as the terminal shows them: per cent with one decimal, a real minus sign, units.</summary>
internal static class Numbers
{
    /// <summary>A value of a metric.</summary>
    public static string Value(Estimate estimate, bool isShare) =>
        Value(estimate, isShare, isShare ? 1 : Digits.Of(estimate, isShare));

    /// <summary>A value of a metric with the decimals of its column.</summary>
    public static string Value(Estimate estimate, bool isShare, int decimals) =>
        estimate.Value is { } value ? Fixed(value, isShare, decimals) : "–";

    /// <summary>The decimals of a column of values or of differences: one for per cent.</summary>
    public static int Column(IEnumerable<Estimate> estimates, bool isShare) =>
        isShare ? 1 : Digits.OfColumn(estimates, isShare);

    /// <summary>A plain number: per cent for shares.</summary>
    public static string Plain(double value, bool isShare) =>
        isShare ? Fixed(value, isShare, 1) : Minus(Format(value, "0.###"));

    /// <summary>A plain number with its sign: points for shares.</summary>
    public static string Signed(double value, bool isShare) => (value > 0 ? "+" : "") + Plain(value, isShare);

    private static string Fixed(double value, bool isShare, int decimals) =>
        Minus(Format((isShare ? 100 : 1) * value, "F" + decimals.ToString(CultureInfo.InvariantCulture)));

    /// <summary>As many decimals as a difference needs, from those of its column on.</summary>
    private static int Decimals(Estimate difference, bool isShare, int? column = null) =>
        Digits.Of(difference, isShare ? 100 : 1, column ?? (isShare ? 1 : Digits.Of(difference, isShare)));

    /// <summary>A difference with its interval, in points for shares.</summary>
    public static string Difference(Estimate difference, bool isShare)
    {
        if (difference.Value is not { } value)
        {
            return difference is { Low: { } least, High: { } most }
                ? $"{Plain(least, isShare)} to {Plain(most, isShare)}"
                : "–";
        }

        int decimals = Decimals(difference, isShare);
        string text = (value > 0 ? "+" : "") + Fixed(value, isShare, decimals);
        return difference is { Low: { } low, High: { } high }
            ? $"{text} ({Fixed(low, isShare, decimals)} to {Fixed(high, isShare, decimals)})"
            : text;
    }

    /// <summary>A difference without its interval: with its sign, in points for shares; a range where only that is known.</summary>
    public static string Points(Estimate difference, bool isShare, int? column = null)
    {
        if (difference.Value is not { } value)
        {
            return difference.Low is null ? "–" : "";
        }

        string number = Fixed(value, isShare, Decimals(difference, isShare, column));
        return (value > 0 && number.AsSpan().IndexOfAnyExcept("0.") >= 0 ? "+" : "") + number;
    }

    /// <summary>The interval alone, <c>35.9 to 44.6</c>; empty where there is none.</summary>
    public static string Range(Estimate estimate, bool isShare, int? column = null)
    {
        int decimals = Decimals(estimate, isShare, column);
        return estimate is { Low: { } low, High: { } high }
            ? $"{Fixed(low, isShare, decimals)} to {Fixed(high, isShare, decimals)}"
            : "";
    }

    /// <summary>A margin: in points for shares, without decimals that are nought.</summary>
    public static string Margin(double margin, bool isShare) => Format(isShare ? 100 * margin : margin, "0.###");

    /// <summary>A standard error, with as many decimals as the difference it belongs to, or more where it would be none.</summary>
    public static string Error(Estimate difference, double error, bool isShare)
    {
        int scale = isShare ? 100 : 1;
        int decimals = Decimals(difference, isShare);
        while (decimals < 7 && error > 0 && Math.Round(scale * error, decimals) == 0)
        {
            decimals++;
        }

        return Fixed(error, isShare, decimals);
    }

    /// <summary>The decimals of a column of money for 1,000 answers.</summary>
    /// <param name="usd">US dollars for one answer; null when unknown.</param>
    public static int Cents(IEnumerable<double?> usd) => MoneyDigits.Of(usd.Select(one => (decimal?)(1_000 * one)));

    /// <summary>Money for 1,000 answers with the decimals of its column: 0 is free.</summary>
    /// <param name="usd">US dollars for one answer; null when unknown.</param>
    /// <param name="cents">Decimals of the column.</param>
    public static string PerThousand(double? usd, int cents) =>
        usd switch
        {
            null => "unknown",
            0 => "0",
            { } one => MoneyDigits.Show((decimal)(1_000 * one), cents),
        };

    /// <summary>Money in US dollars, never with one decimal.</summary>
    public static string Money(decimal usd) =>
        usd == 0 ? "0" : BigMoney.Cents(usd.ToString(usd < 0.01m ? "0.#####" : "0.###", CultureInfo.InvariantCulture));

    /// <summary>A time, in the unit that suits it.</summary>
    public static string Time(TimeSpan time) =>
        time.TotalMilliseconds switch
        {
            < 1 => "< 1 ms",
            < 1000 => Format(time.TotalMilliseconds, "0") + " ms",
            < 60_000 => Format(time.TotalSeconds, "0.0") + " s",
            _ => time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture),
        };

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A real minus sign, and none before a number that rounds to nothing.</summary>
    private static string Minus(string text) =>
        text.AsSpan().IndexOfAnyExcept("-0.") < 0 ? text.TrimStart('-') : text.Replace('-', '−');
}
