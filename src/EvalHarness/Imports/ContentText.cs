using System.Collections.Immutable;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Imports;

/// <summary>Texts as they are compared over tools: white space, Unicode form and case apart.</summary>
public static class ContentText
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

    /// <summary>Hash of a text as it is compared, hexadecimal.</summary>
    /// <param name="text">The text.</param>
    public static string Hash(string text) => Digest.Of(Plain(text));

    /// <summary>Hash of a question with its options, as they are compared, hexadecimal.</summary>
    /// <param name="question">The question.</param>
    /// <param name="options">The options, in their order; none for a question without.</param>
    public static string Hash(string question, ImmutableArray<string> options) =>
        options.IsDefaultOrEmpty ? Hash(question) : Digest.Of([Plain(question), .. options.Select(Plain)]);
}
