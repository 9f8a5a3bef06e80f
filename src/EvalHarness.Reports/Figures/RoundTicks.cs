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

    /// <summary>Three to eight ticks of a linear axis, a round step apart.</summary>
    public static double[] Linear(double low, double high)
    {
        double rough = (high - low) / 5;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step =
            (rough / power) switch
            {
                <= 1 => 1,
                <= 2 => 2,
                <= 5 => 5,
                _ => 10,
            } * power;
        int first = (int)Math.Ceiling((low / step) - 1e-9);
        int last = (int)Math.Floor((high / step) + 1e-9);
        return [.. Enumerable.Range(first, Math.Max(1, last - first + 1)).Select(i => Math.Round(i * step, 12))];
    }
}
