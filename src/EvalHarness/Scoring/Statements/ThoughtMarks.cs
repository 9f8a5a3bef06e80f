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

    /// <summary>Whether its name is used for thoughts alone, so that an end without a beginning ends one.</summary>
    public bool IsThought => Name != "details";
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
            (?<open><unused94>|<\|channel>\s?thought|(?:<\||\[)(?:(?:start|begin)[_ ](?:of[_ ])?(?:thought|think(?:ing)?|reasoning)|(?:thought|think(?:ing)?|reasoning)_(?:start|begin))(?:\|>|\]))
            |(?<close><unused95>|<channel\|>|(?:<\||\[)(?:end[_ ](?:of[_ ])?(?:thought|think(?:ing)?|reasoning)|(?:thought|think(?:ing)?|reasoning)_end)(?:\|>|\]))
            |<(?<name>details)\b(?:[^<>]{0,100}\btype="?reasoning"?[^<>]{0,100}>|[^<>]{0,100}>\s{0,9}<summary>\s?(?:thought|thinking|reasoning)\b)
            |<(?<end>/)(?<name>details)>
            |(?:<|&lt;|＜|◁)\|?\s?(?<end>/)?\s?(?:\w{1,20}[:_]|ant)?
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
