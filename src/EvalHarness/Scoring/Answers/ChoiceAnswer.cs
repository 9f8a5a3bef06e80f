using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>The answer is one of some labels, found in free text by rules that never guess.</summary>
/// <remarks>
/// Case, punctuation, quotes and markdown do not matter; the thought of a reasoning model and struck-out text are dropped. What
/// states an answer more plainly outranks what states it less plainly:
/// <list type="number">
/// <item>the whole text is a label;</item>
/// <item>the first lines, a box, a JSON object, a tag or a <c>final answer</c> give one;</item>
/// <item>a label stands behind a marker (<c>answer:</c>, <c>the label is</c>, <c>Antwort:</c>, <c>答案是</c>) of a sentence that draws a conclusion;</item>
/// <item>it stands behind any marker, on a line of its own, opens the text (<c>Positive, because</c>), is chosen (<c>I choose</c>),
/// called right or concluded (<c>So positive</c>), or replaces another;</item>
/// <item>several labels have a number each: the largest is the answer;</item>
/// <item>one label is named in a sentence that announces an answer, further on;</item>
/// <item>exactly one label is named as a whole word, however often;</item>
/// <item>otherwise there is no answer.</item>
/// </list>
/// Of statements equally plain that differ the later counts where words between them take the first back (<c>wait</c>,
/// <c>I meant</c>); otherwise there is no answer. A label that is denied (<c>nothing positive</c>, <c>nicht positiv</c>), asked for,
/// a condition or in doubt (<c>I can't tell whether</c>) is not named by that, nor is another guessed from it.
/// </remarks>
/// <param name="Options">The labels; case, spaces, hyphens and underscores do not distinguish them.</param>
/// <param name="Aliases">Other words for a label, by label; none by default.</param>
/// <param name="Markers">Words that announce the answer, besides those known of some thirty languages; none by default.</param>
/// <param name="WholeWords">Whether a label must not begin or end within a word; true by default. Scripts without spaces between words need no false.</param>
[Keyword("choice")]
public sealed record ChoiceAnswer(
    ImmutableArray<string> Options,
    IReadOnlyDictionary<string, ImmutableArray<string>>? Aliases = null,
    ImmutableArray<string>? Markers = null,
    bool WholeWords = true
) : IAnswerFormat
{
    private readonly LabelFinder finder = new(Options, Aliases, WholeWords);
    private readonly Lexicon lexicon = Lexicon.With([.. Markers ?? []]);

    /// <inheritdoc/>
    public ImmutableArray<string> Labels => Options;

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return finder.Exact(text) is { } label
            ? new Answer(label)
            : new LabelAnswer(finder.Exact, finder.In, lexicon, "label").Read(text);
    }

    /// <inheritdoc/>
    public string Canonical(string target) => finder.Exact(target) ?? target;
}
