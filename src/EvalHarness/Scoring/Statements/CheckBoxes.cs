using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Statements;

/// <summary>Boxes to tick, in Markdown (<c>[x]</c>) or as signs (<c>☑</c>): what is left empty is not chosen.</summary>
internal static partial class CheckBoxes
{
    /// <summary>A text with a tick for each box that is ticked and a cross for each that is not, at the beginning of lines.</summary>
    public static string AsTicks(string text) =>
        text.Contains("[ ]", StringComparison.Ordinal) || text.Contains('\u2610', StringComparison.Ordinal)
            ? Box().Replace(text, box => box.ValueSpan is "[]" or "[ ]" or "\u2610" ? "✗" : "✓")
            : text;

    [GeneratedRegex(
        @"(?<=^[ \t]{0,9}(?:(?:[-*+]|\d{1,2}[.)])[ \t]{1,4})?)(?:\[[ xX✓✔✗✘]?\]|[\u2610-\u2612])(?=[ \t])",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Box();
}
