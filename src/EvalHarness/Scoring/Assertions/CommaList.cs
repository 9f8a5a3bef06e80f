using System.Text;

namespace EvalHarness.Scoring.Assertions;

/// <summary>Texts between commas, in quotes where they hold some.</summary>
internal static class CommaList
{
    /// <summary>The parts, without the white space around them; repeated commas part once. Null where a quote is not closed or goes on.</summary>
    /// <param name="text">The text.</param>
    public static List<string>? Read(string text)
    {
        var parts = new List<string>();
        int at = 0;
        while (true)
        {
            while (at < text.Length && (text[at] == ',' || JsText.IsSpace(text[at])))
            {
                at++;
            }

            if (at >= text.Length)
            {
                return parts;
            }

            if (text[at] != '"')
            {
                int end = text.IndexOf(',', at) is var comma and >= 0 ? comma : text.Length;
                parts.Add(JsText.Trim(text[at..end]));
                at = end;
                continue;
            }

            if (Quoted(text, ref at) is not { } quoted)
            {
                return null;
            }

            parts.Add(quoted);
            while (at < text.Length && JsText.IsSpace(text[at]))
            {
                at++;
            }

            if (at < text.Length && text[at] != ',')
            {
                return null;
            }
        }
    }

    /// <summary>What stands in quotes, of which a doubled one or one behind a backslash is itself; null where it is not closed.</summary>
    private static string? Quoted(string text, ref int at)
    {
        var part = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            bool isPair = at + 1 < text.Length;
            if (isPair && text[at] == '\\' && text[at + 1] is '"' or '\\')
            {
                part.Append(text[++at]);
            }
            else if (text[at] != '"')
            {
                part.Append(text[at]);
            }
            else if (isPair && text[at + 1] == '"')
            {
                part.Append(text[++at]);
            }
            else
            {
                at++;
                return part.ToString();
            }
        }

        return null;
    }
}
