using System.Globalization;

namespace EvalHarness.Reports.Formats;

/// <summary>Money, time and tokens as a reader sees them.</summary>
internal static class Quantities
{
    /// <summary>US dollars with cents from one dollar on and two significant digits below one cent; <c>unknown</c> for null.</summary>
    /// <param name="usd">The money.</param>
    public static string Money(decimal? usd)
    {
        if (usd is not { } value)
        {
            return "unknown";
        }

        decimal size = Math.Abs(value);
        int decimals = size switch
        {
            0 => 0,
            >= 10_000 => 0,
            >= 1 => 2,
            >= 0.01m => 3,
            >= 0.0000001m => Math.Clamp(1 - (int)Math.Floor(Math.Log10((double)size)), 4, 9),
            _ => 9,
        };
        string text = size.ToString(
            "N" + decimals.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
        return (value < 0 ? "\u2212$" : "$") + text;
    }

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
