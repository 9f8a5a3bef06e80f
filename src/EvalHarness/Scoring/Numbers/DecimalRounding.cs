using System.Globalization;
using System.Numerics;

namespace EvalHarness.Scoring.Numbers;

/// <summary>Rounding of doubles to decimals as Python's round does it: of the exact binary value, halves to even.</summary>
internal static class DecimalRounding
{
    /// <summary>The double nearest to the value rounded to that many decimals.</summary>
    public static double Round(double value, int decimals)
    {
        if (!double.IsFinite(value) || Math.Abs(value) >= 1L << 53)
        {
            return value;
        }
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        int exponent = (int)(bits >> 52);
        BigInteger significand = (bits & ((1L << 52) - 1)) | (exponent > 0 ? 1L << 52 : 0);
        int shift = 1075 - Math.Max(1, exponent);
        var scaled = significand * BigInteger.Pow(10, decimals);
        var unit = BigInteger.One << Math.Max(0, shift);
        (var whole, var rest) = BigInteger.DivRem(shift < 0 ? scaled << -shift : scaled, unit);
        int half = (rest << 1).CompareTo(unit);
        whole += half > 0 || (half == 0 && !whole.IsEven) ? 1 : 0;
        double rounded = double.Parse($"{whole}e-{decimals}", NumberStyles.Float, CultureInfo.InvariantCulture);
        return value < 0 ? -rounded : rounded;
    }
}
