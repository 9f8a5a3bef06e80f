using System.Buffers;
using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Statements;

/// <summary>A mark that begins or ends a thought.</summary>
/// <param name="Name">What it is called, in lower case.</param>
/// <param name="IsEnd">Whether it ends one.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="Next">Index after its last character.</param>
internal readonly record struct ThoughtMark(string Name, bool IsEnd, int Start, int Next)
{
    /// <summary>Whether this end is that of the thought which a mark began.</summary>
    public bool Closes(ThoughtMark opening) => Name == opening.Name;
}

/// <summary>The marks that reasoning models put round their thoughts.</summary>
internal static partial class ThoughtMarks
{
    /// <summary>Marks of the end of a turn, in servers' raw text.</summary>
    public static readonly string[] EndsOfTurn =
    [
        "<|im_end|>",
        "<|eot_id|>",
        "<|endoftext|>",
        "<|end_of_text|>",
        "<|end|>",
        "<|return|>",
        "<end_of_turn>",
    ];

    /// <summary>Characters that every mark begins with.</summary>
    public static readonly SearchValues<char> Openings = SearchValues.Create("<[◁＜&");

    /// <summary>The marks of a text, in order. One in backticks is spoken of, not set.</summary>
    public static IEnumerable<ThoughtMark> In(string text)
    {
        for (var match = Mark().Match(text); match.Success; match = match.NextMatch())
        {
            int next = match.Index + match.Length;
            bool isQuoted = match.Index > 0 && text[match.Index - 1] == '`' && next < text.Length && text[next] == '`';
            if (!isQuoted)
            {
                yield return Of(match, next);
            }
        }
    }

    private static ThoughtMark Of(Match match, int next)
    {
        bool isEnd = match.Groups["end"].Success || match.Groups["close"].Success;
        string name = match.Groups["name"] is { Success: true } named ? named.Value.ToLowerInvariant() : "special";
        return new ThoughtMark(name, isEnd, match.Index, next);
    }

    [GeneratedRegex(
        """
            (?<open><\|START_THINKING\|>|<\|begin_of_thought\|>|<unused94>|<\|channel>\s?thought)
            |(?<close><\|END_THINKING\|>|<\|end_of_thought\|>|<unused95>|<channel\|>)
            |(?:<|&lt;|＜|◁)\|?\s?(?<end>/)?\s?(?:\w{1,20}[:_])?
                (?<name>think(?:ing)?|thoughts?(?:_?process)?|reason(?:ing)?(?:_content)?|reflection|scratch_?pad|analysis|rationale
                    |chain_?of_?thought|cot|(?:inner|internal)_(?:thoughts?|monologue)|deliberation)
                (?:\s[^<>▷]{0,200})?(?<!/)\|?(?:>|&gt;|＞|▷)
            |\[(?<end>/)?(?<name>think(?:ing)?|reasoning|thoughts?)\]
            """,
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Mark();
}
