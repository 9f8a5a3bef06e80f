using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Statements;

/// <summary>What a text strikes out, in Markdown or HTML: it is taken back.</summary>
internal static partial class Struck
{
    /// <summary>The text without what is struck out.</summary>
    public static string Out(string text) =>
        text.Contains("~~", StringComparison.Ordinal) || text.Contains("</", StringComparison.Ordinal)
            ? Mark().Replace(text, " ")
            : text;

    [GeneratedRegex(
        @"~~(?=\S)[^~\n]{1,200}?~~|<(?<tag>del|s|strike)>[^<\n]{1,200}</\k<tag>>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Mark();
}
