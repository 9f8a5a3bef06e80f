using System.Collections.Immutable;

namespace EvalHarness.Scoring.Statements;

/// <summary>A text as words with what stands between them.</summary>
internal sealed class Passage
{
    // Characters to either side of a word that its line may have; it keeps the work linear.
    private const int LineReach = 300;

    private readonly Gap[] gaps;
    private readonly int[] sentenceStarts;
    private readonly int[] sentenceEnds;

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text, its characters the usual ones (<see cref="Words.Usual"/>).</param>
    public Passage(string text)
    {
        Text = text;
        All = Words.Of(text);
        gaps = new Gap[All.Length + 1];
        for (int i = 0; i <= All.Length; i++)
        {
            int start = i == 0 ? 0 : All[i - 1].End;
            int end = i == All.Length ? text.Length : All[i].Start;
            gaps[i] = Read(text.AsSpan(start, end - start), i == 0 || i == All.Length);
            HasTicks |= Has(i, Gap.Tick | Gap.Cross);
        }

        sentenceStarts = new int[All.Length];
        sentenceEnds = new int[All.Length];
        for (int i = 1; i < All.Length; i++)
        {
            sentenceStarts[i] = Has(i, Gap.Hard) ? i : sentenceStarts[i - 1];
        }

        for (int i = All.Length - 1; i >= 0; i--)
        {
            sentenceEnds[i] = Has(i + 1, Gap.Hard) ? i + 1 : sentenceEnds[i + 1];
        }
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Its words, in order.</summary>
    public ImmutableArray<Word> All { get; }

    /// <summary>Whether any tick or cross stands in it.</summary>
    public bool HasTicks { get; }

    /// <summary>What stands before a word; at the number of words, what stands behind the last.</summary>
    public Gap Before(int word) => gaps[word];

    /// <summary>Whether any of some marks stands before a word.</summary>
    public bool Has(int word, Gap any) => (gaps[word] & any) != 0;

    /// <summary>The characters before a word, back to the word before it.</summary>
    public ReadOnlySpan<char> GapText(int word)
    {
        int start = word == 0 ? 0 : All[word - 1].End;
        int end = word == All.Length ? Text.Length : All[word].Start;
        return Text.AsSpan(start, end - start);
    }

    /// <summary>The first word of the sentence that a word stands in.</summary>
    public int SentenceStart(int word) => sentenceStarts[word];

    /// <summary>The word after the last of the sentence that a word stands in.</summary>
    public int SentenceEnd(int word) => sentenceEnds[word];

    /// <summary>The tick or cross before a word, on its own line; both where both stand there.</summary>
    public Gap MarkBefore(int word) => Marks(GapText(word)[(GapText(word).LastIndexOf('\n') + 1)..]);

    /// <summary>The tick or cross behind the word before a place, on that word's line; both where both stand there.</summary>
    public Gap MarkBehind(int word) =>
        Marks(GapText(word).IndexOf('\n') is var end and >= 0 ? GapText(word)[..end] : GapText(word));

    /// <summary>The words of a word's line and the tick or cross on it, as far as 300 characters to either side; no mark where both are.</summary>
    public (int First, int End, Gap Mark) Line(int word)
    {
        int first = word;
        int end = word + 1;
        int start = Math.Max(0, All[word].Start - LineReach);
        int stop = Math.Min(Text.Length, All[word].End + LineReach);
        int from = start + Text.AsSpan(start..All[word].Start).LastIndexOf('\n') + 1;
        int until = Text.IndexOf('\n', All[word].End, stop - All[word].End) is var line and >= 0 ? line : stop;
        while (first > 0 && All[first - 1].Start >= from)
        {
            first--;
        }

        while (end < All.Length && All[end].Start < until)
        {
            end++;
        }

        var mark = Marks(Text.AsSpan(from, until - from));
        return (first, end, mark is Gap.Tick or Gap.Cross ? mark : Gap.None);
    }

    private static Gap Marks(ReadOnlySpan<char> text) => Read(text, false) & (Gap.Tick | Gap.Cross);

    private static Gap Read(ReadOnlySpan<char> text, bool isEdge)
    {
        var gap = isEdge ? Gap.Edge : Gap.None;
        for (int i = 0; i < text.Length; i++)
        {
            gap |= Kind(text, i);
        }
        return gap;
    }

    private static Gap Kind(ReadOnlySpan<char> text, int at) =>
        text[at] switch
        {
            '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' => Gap.Line | Gap.Space,
            '?' or '\u061f' => Gap.Question,
            '!' or '\u3002' or '\u0964' or '\u06d4' or ';' or '\u061b' => Gap.Stop,
            '.' => at + 1 == text.Length ? Gap.None : Gap.Stop,
            ',' or '\u3001' or '\u060c' or '\u00b7' => Gap.Comma,
            '=' => Gap.Link | Gap.Equality,
            ':' or '\u2192' or '\u21d2' or '>' or '|' or '\u25b6' => Gap.Link,
            '\u2014' or '\u2013' => Gap.Dash,
            '-' => Hyphen(text, at),
            '(' or '[' or '{' or '\u300c' or '\u3010' => Gap.Open,
            ')' or ']' or '}' or '\u300d' or '\u3011' => Gap.Close,
            '\u2713' or '\u2714' or '\u2705' or '\u2611' => Gap.Tick,
            '\u2717' or '\u2718' or '\u274c' or '\u274e' or '\u2612' or '\u2716' => Gap.Cross,
            '/' or '&' or '+' => Gap.Slash,
            '*' or '_' or '"' or '`' or '\'' or '\u201c' or '\u201d' or '\u2018' or '\u2019' or '$' => Gap.Emphasis,
            var c => char.IsWhiteSpace(c) ? Gap.Space : Gap.None,
        };

    private static Gap Hyphen(ReadOnlySpan<char> text, int at)
    {
        bool alone = at > 0 || at + 1 < text.Length;
        return alone ? Gap.Dash : Gap.Hyphen;
    }
}
