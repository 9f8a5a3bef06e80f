using System.Text;

namespace EvalHarness.Cli;

/// <summary>What the tool draws, in ASCII characters: for terminals and fonts that have no others.</summary>
internal static class Ascii
{
    /// <summary>A text with our own signs replaced; those that stand in tables by one character each.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\x7f'))
        {
            return text;
        }

        var ascii = new StringBuilder(text.Length);
        foreach (char sign in text)
        {
            ascii.Append(Of(sign));
        }

        return ascii.ToString();
    }

    private static string Of(char sign) =>
        sign switch
        {
            '┌' or '└' or '│' => "|",
            '─' or '━' or '−' or '–' or '·' or '▼' => "-",
            '●' => "o",
            '▲' or '✓' => "+",
            '×' or '✗' => "x",
            '…' => "~",
            '’' => "'",
            '±' => "+-",
            '→' => ">",
            '≥' => ">=",
            '≤' => "<=",
            _ => sign.ToString(),
        };
}
