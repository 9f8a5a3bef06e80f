using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Statements;

/// <summary>The channels of open-weight reasoning models: all but the final one are thoughts.</summary>
internal static partial class Channels
{
    private const string Mark = "<|channel|>";
    private const string Final = "assistantfinal";
    private const string Response = "Here is my response:";

    private static readonly string[] Ends = ["<|end|>", "<|return|>", "<|start|>", "<|call|>", Mark];

    /// <summary>Whether a text has channels, and what the final one says; null where it has no final one.</summary>
    public static bool TryRead(string text, out string? final)
    {
        // The second case is what is left where a server drops the marks and keeps their names, the third is Granite's.
        final =
            text.Contains(Mark, StringComparison.Ordinal) ? LastFinal(text)
            : Bare().IsMatch(text) ? Behind(text, Final)
            : Process().IsMatch(text) ? Behind(text, Response)
            : text;
        return !ReferenceEquals(final, text);
    }

    private static string? LastFinal(string text)
    {
        Match? last = null;
        for (var header = Header().Match(text); header.Success; header = header.NextMatch())
        {
            last = header;
        }

        if (last is null)
        {
            return null;
        }

        int start = last.Index + last.Length;
        int end = text.Length;
        foreach (string mark in Ends)
        {
            int at = text.AsSpan(start, end - start).IndexOf(mark, StringComparison.Ordinal);
            end = at < 0 ? end : start + at;
        }
        return text[start..end];
    }

    private static string? Behind(string text, string mark)
    {
        int at = text.LastIndexOf(mark, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : text[(at + mark.Length)..];
    }

    [GeneratedRegex(@"<\|channel\|>\s?final\b[^<\n]{0,40}(?:<\|constrain\|>\s?\w{1,20}\s?)?(?:<\|message\|>)?")]
    private static partial Regex Header();

    [GeneratedRegex(@"^\s*analysis(?=\p{Lu}\p{Ll})")]
    private static partial Regex Bare();

    [GeneratedRegex(@"^\s*Here is my thought process:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Process();
}
