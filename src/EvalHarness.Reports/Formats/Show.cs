using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Formats;

/// <summary>Numbers as a reader sees them: a real minus sign, as many decimals as the interval allows, a dash for none.</summary>
internal static class Show
{
    /// <summary>What stands for a number that does not exist.</summary>
    public const string Undefined = "–";

    private const char Minus = '\u2212';

    /// <summary>A number beyond which there are no decimals to round.</summary>
    private const double Largest = 1e15;

    /// <summary>A number with that many decimals, grouped, with a real minus sign; a half is rounded away from zero.</summary>
    /// <param name="value">The number.</param>
    /// <param name="decimals">Decimals, 0 to 7.</param>
    public static string Number(double value, int decimals = 0)
    {
        double size = Math.Abs(value);
        string format = "N" + decimals.ToString(CultureInfo.InvariantCulture);

        // 53 of 80 is 66.25 %, and 66.24999999999999 in doubles: fifteen digits are what a double holds of it.
        string text =
            size < Largest
                ? ((decimal)size).ToString(format, CultureInfo.InvariantCulture)
                : size.ToString(format, CultureInfo.InvariantCulture);
        return value < 0 && text.Any(c => c is >= '1' and <= '9') ? Minus + text : text;
    }

    /// <summary>A number with its sign, plus included.</summary>
    /// <inheritdoc cref="Number"/>
    public static string Signed(double value, int decimals)
    {
        string text = Number(value, decimals);
        return text[0] == Minus || !text.Any(c => c is >= '1' and <= '9') ? text : "+" + text;
    }

    /// <summary>Decimals that suit an estimate: one where its interval is wider than a point, more where it is narrower.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="isShare">Whether it is shown as per cent.</param>
    public static int Decimals(Estimate estimate, bool isShare) => Digits.Of(estimate, isShare);

    /// <summary>The value of an estimate in the unit of its column, without the unit.</summary>
    /// <inheritdoc cref="Decimals"/>
    public static string Value(Estimate estimate, bool isShare) =>
        Value(estimate, isShare, Decimals(estimate, isShare));

    /// <summary>The value of an estimate with the decimals of its column, without the unit.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="isShare">Whether it is shown as per cent.</param>
    /// <param name="decimals">Decimals shown.</param>
    public static string Value(Estimate estimate, bool isShare, int decimals)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return estimate.Value is { } value ? Number(value * (isShare ? 100 : 1), decimals) : Undefined;
    }

    /// <summary>The value of a difference with its sign, without the unit.</summary>
    /// <inheritdoc cref="Decimals"/>
    public static string Difference(Estimate estimate, bool isShare) =>
        Difference(estimate, isShare, Decimals(estimate, isShare));

    /// <summary>The value of a difference with its sign and the decimals of its column, without the unit.</summary>
    /// <inheritdoc cref="Value(Estimate, bool, int)"/>
    public static string Difference(Estimate estimate, bool isShare, int decimals)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return estimate.Value is { } value ? Signed(value * (isShare ? 100 : 1), decimals) : Undefined;
    }

    /// <summary>The interval of an estimate as <c>low to high</c>; empty where there is none.</summary>
    /// <inheritdoc cref="Decimals"/>
    public static string Range(Estimate estimate, bool isShare) =>
        Range(estimate, isShare, Decimals(estimate, isShare));

    /// <summary>The interval of an estimate with the decimals of its column; empty where there is none.</summary>
    /// <inheritdoc cref="Value(Estimate, bool, int)"/>
    public static string Range(Estimate estimate, bool isShare, int decimals)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        if (estimate.Low is not { } low || estimate.High is not { } high)
        {
            return "";
        }

        double scale = isShare ? 100 : 1;
        return $"{Number(low * scale, decimals)} to {Number(high * scale, decimals)}";
    }

    /// <summary>A whole number with groups.</summary>
    /// <param name="value">The number.</param>
    public static string Count(long value) => Number(value);

    /// <summary>A number and its noun, in the plural where it is not one.</summary>
    /// <param name="value">The number.</param>
    /// <param name="noun">The noun in the singular.</param>
    public static string Count(long value, string noun) => value == 1 ? $"1 {noun}" : $"{Count(value)} {noun}s";

    /// <summary>A share in [0, 1] as per cent with its sign; never 0 or 100 for what is not exactly that.</summary>
    /// <param name="share">The share.</param>
    public static string Percent(double share) =>
        share switch
        {
            > 0 and < 0.0005 => "< 0.1 %",
            < 1 and > 0.9995 => "> 99.9 %",
            _ => Number(share * 100, share is 0 or 1 ? 0 : 1) + " %",
        };

    /// <summary>A number with one decimal, and without where it is whole.</summary>
    /// <param name="value">The number.</param>
    public static string Short(double value) => Number(value, Math.Round(value, 1) % 1 == 0 ? 0 : 1);

    /// <summary>A day as people write it: <c>1 Oct 2024</c>.</summary>
    /// <param name="day">The day.</param>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A p-value: three decimals, two from 0.1 on, and never zero.</summary>
    /// <param name="p">The p-value; null prints as undefined.</param>
    public static string P(double? p) =>
        p switch
        {
            null => Undefined,
            < 0.001 => "< 0.001",
            > 0.999 => "> 0.99",
            >= 0.1 => Number(p.Value, 2),
            _ => Number(p.Value, 3),
        };

    /// <summary>Unit of a value: per cent for shares, none for the rest.</summary>
    /// <param name="isShare">Whether values are shown as per cent.</param>
    public static string Unit(bool isShare) => isShare ? " %" : "";

    /// <summary>Unit of a difference: points for shares, none for the rest.</summary>
    /// <param name="isShare">Whether values are shown as per cent.</param>
    public static string DifferenceUnit(bool isShare) => isShare ? " points" : "";
}
