using System.Globalization;

namespace EvalHarness.Scoring.Numbers;

/// <summary>Floats as Python reads and writes them, for the scorers that are Python programs.</summary>
internal static class PythonFloat
{
    /// <summary>str of a float: the shortest decimals that give it back, with an exponent below 1e-4 and from 1e16.</summary>
    public static string Text(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan"
                : value > 0 ? "inf"
                : "-inf";
        }
        double size = Math.Abs(value);
        if (size is 0 or >= 1e-4 and < 1e16)
        {
            string plain = value == 0 ? (double.IsNegative(value) ? "-0" : "0") : Plain(value);
            return plain.Contains('.') ? plain : plain + ".0";
        }
        string[] parts = value.ToString("E16", CultureInfo.InvariantCulture).Split('E');
        string[] shortest = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        string digits = shortest.Length == 2 ? shortest[0] : parts[0].TrimEnd('0').TrimEnd('.');
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return digits + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
    }

    /// <summary>float of a text; null where it is none.</summary>
    public static double? Parse(string text)
    {
        string plain = text.Trim();
        bool isNegative = plain is ['-', ..];
        string size = (plain is ['+' or '-', ..] ? plain[1..] : plain).ToUpperInvariant();
        if (size is "INF" or "INFINITY" or "NAN")
        {
            return size == "NAN" ? double.NaN
                : isNegative ? double.NegativeInfinity
                : double.PositiveInfinity;
        }
        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return
            size is [(>= '0' and <= '9') or '.', ..]
            && double.TryParse(size, styles, CultureInfo.InvariantCulture, out double number)
            ? isNegative
                ? -number
                : number
            : null;
    }

    // The shortest decimals without an exponent.
    private static string Plain(double value)
    {
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return shortest.Contains('E')
            ? decimal.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture)
                .ToString(CultureInfo.InvariantCulture)
            : shortest;
    }
}
