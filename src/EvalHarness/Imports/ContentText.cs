using System.Text;

namespace EvalHarness.Imports;

/// <summary>Texts as they are compared over tools: white space, Unicode form and case apart.</summary>
internal static class ContentText
{
    /// <summary>The text with single blanks between its words, composed, in upper case.</summary>
    /// <param name="text">The text.</param>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = new StringBuilder(text.Length);
        foreach (var part in text.AsSpan().Trim().EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(part))
            {
                plain.Append(Rune.ToUpperInvariant(part).ToString());
            }
            else if (plain.Length > 0 && plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().TrimEnd(' ').Normalize(NormalizationForm.FormC);
    }
}
