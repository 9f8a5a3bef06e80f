using System.Globalization;
using EvalHarness.Decisions.Verdicts;

namespace EvalHarness.Reports.Formats;

/// <summary>Money, time and tokens as a reader sees them.</summary>
internal static class Quantities
{
    /// <summary>US dollars with cents from one cent on, and a third decimal below one dollar where it is one; two significant digits below one cent; <c>unknown</c> for null.</summary>
    /// <param name="usd">The money.</param>
    public static string Money(decimal? usd)
    {
        if (usd is not { } value)
        {
            return "unknown";
        }

        decimal size = Math.Abs(value);
        string text = size switch
        {
            0 or >= 10_000 => size.ToString("N0", CultureInfo.InvariantCulture),
            >= 0.9995m => size.ToString("N2", CultureInfo.InvariantCulture),
            >= 0.00995m => BigMoney.Cents(size.ToString("0.###", CultureInfo.InvariantCulture)),
            _ => size.ToString(
                "N" + Significant(size).ToString(CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            ),
        };
        return (value < 0 ? "\u2212$" : "$") + text;
    }

    /// <summary>Decimals that show two significant digits of money below one cent, at most nine.</summary>
    private static int Significant(decimal size) =>
        size >= 0.0000001m ? Math.Clamp(1 - (int)Math.Floor(Math.Log10((double)size)), 4, 9) : 9;

    /// <summary>A latency in ms below two seconds, in s above, with its unit; a dash for null.</summary>
    /// <param name="latency">The time.</param>
    public static string Time(TimeSpan? latency)
    {
        if (latency is not { } time)
        {
            return Show.Undefined;
        }

        double ms = time.TotalMilliseconds;
        return ms switch
        {
            < 1 => "< 1 ms",
            < 2_000 => Show.Number(ms) + " ms",
            < 100_000 => Show.Number(ms / 1_000, 1) + " s",
            _ => Show.Number(ms / 60_000, 1) + " min",
        };
    }

    /// <summary>Median and 95th percentile of a latency as one cell, the unit once where both share it.</summary>
    /// <param name="median">The median.</param>
    /// <param name="p95">The 95th percentile.</param>
    public static string Times(TimeSpan? median, TimeSpan? p95)
    {
        var (first, second) = (Time(median), Time(p95));
        if (first == second)
        {
            return first;
        }

        var (a, b) = (first.LastIndexOf(' '), second.LastIndexOf(' '));
        bool shared = a > 0 && b > 0 && first[a..] == second[b..];
        return shared ? $"{first[..a]} / {second}" : $"{first} / {second}";
    }
}
