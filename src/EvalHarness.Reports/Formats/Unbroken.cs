using System.Text.RegularExpressions;

namespace EvalHarness.Reports.Formats;

/// <summary>Text whose amounts and names stay whole at the end of a line.</summary>
internal static partial class Unbroken
{
    private const string Joiner = "\u2060";

    /// <summary>A minus stays with its amount and a name with hyphens in one piece: invisible word joiners hold them.</summary>
    /// <param name="text">The text.</param>
    public static string Text(string text) =>
        HyphenInName().Replace(text, "-" + Joiner).Replace("\u2212", "\u2212" + Joiner, StringComparison.Ordinal);

    [GeneratedRegex("(?<=\\w)-(?=\\w)", RegexOptions.CultureInvariant)]
    private static partial Regex HyphenInName();
}
