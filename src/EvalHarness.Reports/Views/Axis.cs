using System.Collections.Immutable;
using System.Globalization;

namespace EvalHarness.Reports.Views;

/// <summary>The one axis that all rows of a leaderboard share.</summary>
/// <param name="Low">Left end.</param>
/// <param name="High">Right end.</param>
/// <param name="Ticks">Round values inside.</param>
/// <param name="Decimals">Decimals of the ticks.</param>
public sealed record Axis(double Low, double High, ImmutableArray<double> Ticks, int Decimals)
{
    private const double Inset = 3;

    /// <summary>Least part of the largest value that the values must spread over for bars from zero to tell them apart.</summary>
    private const double Spread = 0.25;

    /// <summary>An axis with round ticks that holds all values; a unit wide where all are equal.</summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="limits">Smallest and largest value possible, beyond which the axis goes only where a value does; none by default.</param>
    internal static Axis Over(IEnumerable<double> values, (double Low, double High)? limits = null)
    {
        double[] known = values.Where(double.IsFinite).ToArray();
        var (low, high) = known.Length == 0 ? (0, 1) : (known.Min(), known.Max());
        double least = Math.Min(limits?.Low ?? double.NegativeInfinity, low);
        double most = Math.Max(limits?.High ?? double.PositiveInfinity, high);
        if (high - low < 1e-12)
        {
            (low, high) = (low - 0.5, high + 0.5);
        }

        double step = Step((high - low) / 3.5);
        low = Math.Max(Math.Floor((low / step) + 1e-9) * step, least);
        high = Math.Min(Math.Ceiling((high / step) - 1e-9) * step, most);
        int count = (int)Math.Round((high - low) / step);
        int decimals = Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-9));
        return new Axis(low, high, [.. Enumerable.Range(0, count + 1).Select(i => low + (i * step))], decimals);
    }

    /// <summary>
    /// An axis that begins at zero, so that bars may stand on it; from elsewhere where that would hide how far the values lie
    /// apart, and bars would mislead.
    /// </summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="limits">Smallest and largest value possible, beyond which the axis goes only where a value does; none by default.</param>
    internal static Axis FromZero(IReadOnlyCollection<double> values, (double Low, double High)? limits = null)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        bool isWide = known.Length > 0 && known.Min() >= 0 && known.Max() - known.Min() >= Spread * known.Max();
        return Over(isWide ? known.Append(0) : known, limits);
    }

    /// <summary>Width between two values as a share of the whole, for an SVG attribute.</summary>
    /// <param name="from">The smaller value.</param>
    /// <param name="to">The larger value.</param>
    internal string Wide(double from, double to) => Percent(Math.Max(0, Place(to) - Place(from)));

    /// <summary>Place of a value as a share of the width, for an SVG attribute; inset so that marks at the ends fit.</summary>
    /// <param name="value">The value; beyond the ends it stands at the end.</param>
    internal string At(double value) => Percent(Place(value));

    /// <summary>Place of a value as a share of the width, from 0 to 1.</summary>
    /// <param name="value">The value; beyond the ends it stands at the end.</param>
    internal double Share(double value) => Place(value) / 100;

    private double Place(double value) =>
        Inset + ((Math.Clamp(value, Low, High) - Low) / (High - Low) * (100 - (2 * Inset)));

    private static string Percent(double place) => place.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static double Step(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
            {
                <= 1 => 1,
                <= 2 => 2,
                <= 5 => 5,
                _ => 10,
            } * power;
    }
}
