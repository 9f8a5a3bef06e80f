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
        estimate.Value is { } value ? Plain(value, isShare) : "–";

    /// <summary>A plain number: per cent for shares.</summary>
    public static string Plain(double value, bool isShare) => Plain(value, isShare, isShare ? 1 : 3);

    /// <summary>A plain number with its sign: points for shares.</summary>
    public static string Signed(double value, bool isShare) => (value > 0 ? "+" : "") + Plain(value, isShare);

    private static string Plain(double value, bool isShare, int decimals) =>
        Minus(
            isShare
                ? Format(100 * value, "0." + new string('0', decimals))
                : Format(value, "0." + new string('#', decimals))
        );

    /// <summary>A difference with its interval, in points for shares.</summary>
    public static string Difference(Estimate difference, bool isShare)
    {
        if (difference.Value is not { } value)
        {
            return difference is { Low: { } least, High: { } most }
                ? $"{Plain(least, isShare)} to {Plain(most, isShare)}"
                : "–";
        }

        int decimals = Digits.Of(difference, isShare ? 100 : 1, isShare ? 1 : 3);
        string text = (value > 0 ? "+" : "") + Plain(value, isShare, decimals);
        return difference is { Low: { } low, High: { } high }
            ? $"{text} ({Plain(low, isShare, decimals)} to {Plain(high, isShare, decimals)})"
            : text;
    }

    /// <summary>A difference without its interval: with its sign, in points for shares; a range where only that is known.</summary>
    public static string Points(Estimate difference, bool isShare)
    {
        if (difference.Value is not { } value)
        {
            return difference.Low is null ? "–" : "";
        }

        string number = Plain(value, isShare, Digits.Of(difference, isShare ? 100 : 1, isShare ? 1 : 3));
        return (value > 0 && number.AsSpan().IndexOfAnyExcept("0.") >= 0 ? "+" : "") + number;
    }

    /// <summary>The interval alone, <c>35.9 to 44.6</c>; empty where there is none.</summary>
    public static string Range(Estimate estimate, bool isShare)
    {
        int decimals = Digits.Of(estimate, isShare ? 100 : 1, isShare ? 1 : 3);
        return estimate is { Low: { } low, High: { } high }
            ? $"{Plain(low, isShare, decimals)} to {Plain(high, isShare, decimals)}"
            : "";
    }

    /// <summary>A margin: in points for shares, without decimals that are nought.</summary>
    public static string Margin(double margin, bool isShare) => Format(isShare ? 100 * margin : margin, "0.###");

    /// <summary>A standard error, with as many decimals as the difference it belongs to, or more where it would be none.</summary>
    public static string Error(Estimate difference, double error, bool isShare)
    {
        int scale = isShare ? 100 : 1;
        int decimals = Digits.Of(difference, scale, isShare ? 1 : 3);
        while (decimals < 7 && error > 0 && Math.Round(scale * error, decimals) == 0)
        {
            decimals++;
        }

        return Plain(error, isShare, decimals);
    }

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
