using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace EvalHarness.Yaml;

/// <summary>Numbers as somebody writes them: digits with a point, nothing between thousands, finite; all else gets its mend.</summary>
internal static partial class NumberText
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;
    private const NumberStyles Real = Whole | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a number; not one that is written with commas or does not fit its type.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number.</param>
    public static bool TryRead<T>(string text, out T value)
        where T : struct, INumber<T> =>
        T.TryParse(text, IsWhole<T>() ? Whole : Real, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);

    /// <summary>What a text that is no number should have been; two answers where a comma may mean two things, often none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isRight">Whether a number would have been taken.</param>
    public static string? Mend<T>(string text, Func<T, bool> isRight)
        where T : struct, INumber<T>
    {
        string[] mends =
        [
            .. Guesses(text)
                .Select(guess => IsWhole<T>() ? WithoutPoint(guess) : guess)
                .Where(guess => TryRead(guess, out T value) && isRight(value))
                .Distinct(),
        ];
        return mends.Length == 0 ? null : "write " + string.Join(" or ", mends);
    }

    /// <summary>Whether numbers of a type have no fraction.</summary>
    public static bool IsWhole<T>()
        where T : struct, INumber<T> => T.One / (T.One + T.One) == T.Zero;

    private static IEnumerable<string> Guesses(string text)
    {
        string plain = Gap().Replace(text.Trim(), "").Replace('\u2212', '-');
        bool isPercent = plain.EndsWith('%');
        foreach (string guess in Points(plain.TrimEnd('%', ' ')))
        {
            if (!isPercent)
            {
                yield return guess;
            }
            else if (decimal.TryParse(guess, Real, CultureInfo.InvariantCulture, out decimal percent))
            {
                yield return (percent / 100).ToString("0.############", CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>The decimal sign is the last of both signs, or the only comma; commas before groups of three may be neither.</summary>
    private static IEnumerable<string> Points(string text)
    {
        var (comma, point) = (text.LastIndexOf(','), text.LastIndexOf('.'));
        if (comma < 0)
        {
            yield return text;
            if (Groups().IsMatch(text))
            {
                yield return text.Replace(".", "", StringComparison.Ordinal);
            }
        }
        else if (point >= 0)
        {
            string thousands = point > comma ? "," : ".";
            yield return text.Replace(thousands, "", StringComparison.Ordinal).Replace(',', '.');
        }
        else
        {
            if (text.IndexOf(',', StringComparison.Ordinal) == comma)
            {
                yield return text.Replace(',', '.');
            }

            if (Groups().IsMatch(text))
            {
                yield return text.Replace(",", "", StringComparison.Ordinal);
            }
        }
    }

    private static string WithoutPoint(string text) =>
        decimal.TryParse(text, Real, CultureInfo.InvariantCulture, out decimal value) && decimal.IsInteger(value)
            ? value.ToString("0", CultureInfo.InvariantCulture)
            : text;

    [GeneratedRegex(@"(?<=\d)[ _'\u00A0\u2009\u202F](?=\d)")]
    private static partial Regex Gap();

    [GeneratedRegex(@"^[+-]?[1-9]\d{0,2}([,.])\d{3}(\1\d{3})*$")]
    private static partial Regex Groups();
}
