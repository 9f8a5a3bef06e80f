using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Numbers;

/// <summary>Text with its digits, signs and LaTeX written in the usual way.</summary>
internal static partial class NumberText
{
    /// <summary>
    /// Digits of every script as ASCII, wide signs as narrow ones, Arabic separators as points and commas, hyphens in a row as a
    /// dash; LaTeX without the commands of fonts and spaces.
    /// </summary>
    public static string Usual(string text)
    {
        string plain = Ascii.IsValid(text) ? text : string.Create(text.Length, text, Write);
        string dashed = plain.Contains("--", StringComparison.Ordinal) ? Hyphens().Replace(plain, "—") : plain;
        return dashed.Contains('\\', StringComparison.Ordinal) ? Latex(dashed) : dashed;
    }

    private static void Write(Span<char> usual, string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            usual[i] = IsHalf(text, i) ? '\ufffd' : Usual(text[i]);
        }
    }

    // Half of a character beyond the first plane, which is no text.
    private static bool IsHalf(string text, int at) =>
        char.IsHighSurrogate(text[at])
            ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
            : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));

    private static char Usual(char c)
    {
        if (char.IsAscii(c))
        {
            return c;
        }

        return CharUnicodeInfo.GetDecimalDigitValue(c) is var digit and >= 0 && char.IsDigit(c)
            ? (char)('0' + digit)
            : c switch
            {
                '\u066b' => '.',
                '\u066c' => ',',
                '\u066a' or '\ufe6a' => '%',
                '\uff1a' => ':',
                '\u3000' => ' ',
                >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
                _ => c,
            };
    }

    private static string Latex(string text)
    {
        string tight = Group().Replace(text.Replace("\\!", "", StringComparison.Ordinal), "");
        string spaced = Spaces().Replace(UnitPower().Replace(tight, "${unit}²"), " ");
        return Boxes
            .Plain(Sized().Replace(spaced, ""))
            .Replace("^\\circ", "°", StringComparison.Ordinal)
            .Replace("^{\\circ}", "°", StringComparison.Ordinal)
            .Replace("{.}", ".", StringComparison.Ordinal)
            .Replace("\\%", "%", StringComparison.Ordinal)
            .Replace("\\approx", "≈", StringComparison.Ordinal)
            .Replace("\\cdot", "·", StringComparison.Ordinal)
            .Replace("\\times", "×", StringComparison.Ordinal)
            .Replace("\\div", "÷", StringComparison.Ordinal);
    }

    [GeneratedRegex("-{2,}")]
    private static partial Regex Hyphens();

    // A thin space between groups of three digits.
    [GeneratedRegex(@"(?<=\d)(?:\\[,;: ]|~)(?=\d{3}(?!\d))")]
    private static partial Regex Group();

    // "42\,\mathrm{m}^2": the power belongs to the unit.
    [GeneratedRegex(@"(?<unit>\\(?:text|mathrm|rm)\s?\{[^{}]*\})\s?\^\{?-?\d\}?", RegexOptions.ExplicitCapture)]
    private static partial Regex UnitPower();

    [GeneratedRegex(@"\\(?:[,;: ]|quad\b|qquad\b|thinspace\b|enspace\b)")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\\(?:left|right|displaystyle|big|Big|bigl|bigr|limits)(?![a-zA-Z])")]
    private static partial Regex Sized();
}
