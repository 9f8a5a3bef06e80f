using System.Text.RegularExpressions;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Logs;

/// <summary>Tells a text that declines in words by how it opens; nothing later in a text is looked at.</summary>
/// <remarks>
/// Rule 2, ours. A text declines where it opens, behind apologies and thanks alone, with one's own "cannot", "will not" or the like
/// and an act that was asked for (help, answer, provide ...), or by calling the request improper; in eighteen languages. "I do not
/// know" and "I cannot tell" decline nothing. The rule only names what would otherwise be unparsable, or, for formats that take any
/// text, what no reader would call an answer. Measured on texts of our own, labelled by
/// hand, in eighteen languages (tests/EvalHarness.Tests/Scoring/Cases/refusals.tsv): on the 239 it was written by, precision is 1.00
/// (107 of 107) and recall 0.97 (107 of 110); on 71 written once it was done, precision is 0.91 (30 of 33) and recall 0.86 (30 of
/// 35), which is what to expect elsewhere.
/// </remarks>
internal static class Refusals
{
    /// <summary>Number of the rule: another number may give other outcomes.</summary>
    public const int Version = 2;

    /// <summary>A refusal as models word it: a format that finds an answer in this finds one in anything.</summary>
    public const string Example = "I'm sorry, but I can't help with that.";

    /// <summary>Characters that are looked at.</summary>
    private const int Reach = 300;

    private static readonly Lazy<Regex> Idiom = new(() => RefusalPattern.Compile(RefusalPatterns.Idiom));

    /// <summary>Why a text that declines is no answer.</summary>
    public static string Reason { get; } = FormattableString.Invariant($"the text declines (rule {Version})");

    /// <summary>Whether a text opens by declining.</summary>
    /// <param name="text">The text.</param>
    public static bool Opens(string text)
    {
        if (Said.Of(text) is not { } all)
        {
            return false;
        }

        var said = all.AsSpan().Trim();
        string opening = said[..Math.Min(Reach, said.Length)].ToString().Replace('’', '\'').ReplaceLineEndings(" ");
        return Array.Exists(RefusalPatterns.All, pattern => pattern.Matches(opening)) && !Idiom.Value.IsMatch(opening);
    }
}
