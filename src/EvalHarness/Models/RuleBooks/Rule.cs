using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using EvalHarness.Core;

namespace EvalHarness.Models.RuleBooks;

/// <summary>What to look for in a text, and the label that it speaks for.</summary>
/// <param name="Label">What a text is labelled in which the rule is met.</param>
/// <param name="Match">
/// A regular expression without look-around and back-references, so that no text can make it slow; ignores case unless it
/// says <c>(?-i)</c>. Null when <paramref name="Words"/> are given.
/// </param>
/// <param name="Words">
/// Words and phrases, found as whole words whatever their case; a final <c>*</c> stands for any ending. Where several
/// fit, the longest counts. Null when <paramref name="Match"/> is given.
/// </param>
/// <param name="Weight">How much each occurrence speaks for the label; 1 by default, negative speaks against it.</param>
/// <param name="Priority">Where rules of several priorities are met, only those of the highest count; 0 by default.</param>
/// <param name="At">Where the rule stands.</param>
[Keyword("rule")]
public sealed record Rule(
    string Label,
    [StringSyntax(StringSyntaxAttribute.Regex)] string? Match = null,
    ImmutableArray<string>? Words = null,
    double Weight = 1,
    int Priority = 0,
    Location At = default
)
{
    /// <summary>Words and phrases; null when there is a pattern.</summary>
    public ImmutableArray<string>? Words { get; } =
        Match is null == Words is { IsDefaultOrEmpty: false }
            ? Words
            : throw new ArgumentException("a rule must have either 'match' or 'words'", nameof(Words));

    /// <summary>The pattern, ready to use; null when there are words.</summary>
    internal Regex? Pattern { get; } = Match is null ? null : Compile(Match);

    private static Regex Compile(string match)
    {
        try
        {
            return new Regex(
                match,
                RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
            );
        }
        catch (RegexParseException e)
        {
            throw new ArgumentException($"a pattern that is no regular expression ({e.Error})", nameof(match), e);
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException("a pattern with look-around or back-references", nameof(match), e);
        }
    }
}
