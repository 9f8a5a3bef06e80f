using System.Globalization;

namespace EvalHarness.Reports.Sheets;

/// <summary>A stretch of a scale that is drawn as a line of fixed height and any width.</summary>
/// <param name="Low">The value at its left end.</param>
/// <param name="High">The value at its right end, above the other.</param>
internal readonly record struct Line(double Low, double High)
{
    /// <summary>The scale that holds some values, with a share of its width beside them.</summary>
    /// <param name="values">The values, one at least.</param>
    /// <param name="room">The share on either side.</param>
    public static Line Of(IReadOnlyCollection<double> values, double room = 0)
    {
        var (low, high) = (values.Min(), values.Max());
        double more = room * (high > low ? high - low : Math.Max(Math.Abs(high), 1));
        return new(low - more, high > low || more > 0 ? high + more : high + 1);
    }

    /// <summary>Where a value lies, in per cent of the width, never beyond the ends: <c>37.50%</c>.</summary>
    public string At(double value) => Percent(Share(value));

    /// <summary>How long the way between two values is, in per cent of the width.</summary>
    public string Between(double from, double to) => Percent(Math.Abs(Share(to) - Share(from)));

    private double Share(double value) => Math.Clamp((value - Low) / (High - Low), 0, 1);

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture) + "%";
}
