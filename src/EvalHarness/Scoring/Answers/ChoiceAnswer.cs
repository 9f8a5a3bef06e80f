using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>The answer is one of some labels, found in free text by rules that never guess.</summary>
/// <remarks>
/// Case, punctuation, quotes and markdown do not matter, and everything up to a closing <c>&lt;/think&gt;</c> is dropped.
/// The first rule that applies decides:
/// <list type="number">
/// <item>the whole text, or its first line, is a label;</item>
/// <item>a label stands directly after the last marker that has one (<c>answer:</c>, <c>the label is</c>);</item>
/// <item>exactly one label is named as a whole word, however often;</item>
/// <item>several are named, but the first word is one and opens no enumeration (<c>positive or neutral</c> is one);</item>
/// <item>otherwise there is no answer.</item>
/// </list>
/// A label directly after a negation (<c>not negative</c>) is not named by it, nor is another guessed from it.
/// </remarks>
/// <param name="Options">The labels; case, spaces, hyphens and underscores do not distinguish them.</param>
/// <param name="Aliases">Other words for a label, by label; none by default.</param>
[Keyword("choice")]
public sealed record ChoiceAnswer(
    ImmutableArray<string> Options,
    IReadOnlyDictionary<string, ImmutableArray<string>>? Aliases = null
) : IAnswerFormat
{
    private readonly LabelFinder finder = new(Options, Aliases);

    /// <inheritdoc/>
    public ImmutableArray<string> Labels => Options;

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Said.Of(text) is { } said ? finder.Find(said) : Answer.None(Said.Unfinished);
    }

    /// <inheritdoc/>
    public string Canonical(string target) => finder.Exact(target) ?? target;
}
