namespace EvalHarness.Reports.Figures;

/// <summary>Ticks at 1, 2 and 5 of powers of ten.</summary>
internal static class RoundTicks
{
    /// <summary>Ticks of a logarithmic axis between two positive ends; only the 1 of each power where the axis is long.</summary>
    public static double[] Log(double low, double high)
    {
        double decades = Math.Log10(high / low);
        int[] digits = decades <= 3.2 ? [1, 2, 5] : [1];
        return
        [
            .. Enumerable
                .Range((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(decades) + 2)
                .SelectMany(power => digits.Select(digit => digit * Math.Pow(10, power)))
                .Where(tick => tick >= low * 0.999 && tick <= high * 1.001)
                .Select(tick => Math.Round(tick, 12)),
        ];
    }

    /// <summary>A logarithmic axis as Plotly reads it, with a little room at both ends.</summary>
    /// <param name="title">Its title with the unit, safe for Plotly.</param>
    /// <param name="low">The smallest value, above 0.</param>
    /// <param name="high">The largest value.</param>
    /// <param name="text">How a tick is written.</param>
    public static object LogAxis(string title, double low, double high, Func<double, string> text)
    {
        double[] ticks = Log(low * 0.95, high * 1.05);
        return new
        {
            title = new { text = title + ", logarithmic" },
            type = "log",
            tickvals = ticks,
            ticktext = ticks.Select(text),
            range = new[] { Math.Log10(low * 0.9), Math.Log10(high * 1.1) },
            hoverformat = ",.0f",
            zeroline = false,
        };
    }

    /// <summary>Three to eight ticks of a linear axis, a round step apart.</summary>
    public static double[] Linear(double low, double high)
    {
        double rough = (high - low) / 5;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step =
            (rough / power) switch
            {
                <= 1.3 => 1,
                <= 2.6 => 2,
                <= 6.5 => 5,
                _ => 10,
            } * power;
        int first = (int)Math.Ceiling((low / step) - 1e-9);
        int last = (int)Math.Floor((high / step) + 1e-9);
        return [.. Enumerable.Range(first, Math.Max(1, last - first + 1)).Select(i => Math.Round(i * step, 12))];
    }
}
