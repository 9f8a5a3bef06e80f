using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>The answer is what a regular expression finds in what a response says.</summary>
/// <remarks>
/// The thought of a reasoning model is no part of the text, unless the pattern itself names its marks (<c>think&gt;</c>). Patterns run in time linear in the text; those that cannot (look-around, back-references) stop after a second, which
/// is no answer.
/// </remarks>
/// <param name="Pattern">Regular expression of .NET.</param>
/// <param name="Group">Name or number of the group that is the answer; by default the first group, or the match if there is none.</param>
/// <param name="Last">Whether the last match counts and not the first; false by default.</param>
/// <param name="IgnoreCase">Whether case does not matter; false by default.</param>
/// <param name="Normalize">What does not count in the answer and the target; <c>trim</c> by default.</param>
[Keyword("regex")]
public sealed partial record RegexAnswer(
    [StringSyntax(StringSyntaxAttribute.Regex)] string Pattern,
    string? Group = null,
    bool Last = false,
    bool IgnoreCase = false,
    TextNormalization Normalize = TextNormalization.Trim
) : IAnswerFormat
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Regex regex = Compile(Pattern, Group, IgnoreCase);
    private readonly TextAnswer text = new(Normalize);
    private readonly bool seesThought = NamesThought().IsMatch(Pattern ?? "");

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if ((seesThought ? text : Said.Of(text)) is not { } said)
        {
            return Answer.None(Said.Unfinished);
        }

        try
        {
            var match = this.regex.Match(said);
            for (var next = match; Last && next.Success; next = next.NextMatch())
            {
                match = next;
            }

            var found = match.Groups[Group ?? (match.Groups.Count > 1 ? "1" : "0")];
            return found.Success ? this.text.Parse(found.Value) : Answer.None("the pattern does not match");
        }
        catch (RegexMatchTimeoutException)
        {
            return Answer.None("the pattern took longer than a second");
        }
    }

    /// <inheritdoc/>
    public string Canonical(string target) => this.text.Canonical(target);

    private static Regex Compile(string pattern, string? group, bool ignoreCase)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        Regex regex;
        try
        {
            regex = new Regex(pattern, options | RegexOptions.NonBacktracking, Limit);
        }
        catch (NotSupportedException)
        {
            regex = new Regex(pattern, options, Limit);
        }
        catch (RegexParseException e)
        {
            throw new ArgumentException(e.Message, nameof(pattern), e);
        }
        if (group is not null && !regex.GetGroupNames().Contains(group, StringComparer.Ordinal))
        {
            throw new ArgumentException($"group: the pattern has no group '{group}'", nameof(group));
        }

        return regex;
    }

    [GeneratedRegex(
        @"[<\[\u25c1][\\/?\s]*(?:think|thought|reason|scratch|analysis)|\|channel",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex NamesThought();
}
