using System.Collections.Immutable;

namespace EvalHarness.Scoring.Statements;

/// <summary>Tells a label alone from one of a list: "A and C", "positive or neutral", "buy 0.1, sell 0.9".</summary>
/// <param name="passage">The text.</param>
/// <param name="mentions">The labels named in it.</param>
/// <param name="standings">How they are meant.</param>
internal sealed class LabelLists(Passage passage, ImmutableArray<Mention> mentions, Standings standings)
{
    private readonly Dictionary<int, Weighing> weighings = Weighing.In(passage, mentions);

    /// <summary>Lists with a number for each label.</summary>
    public IEnumerable<Weighing> Weighings => weighings.Values;

    /// <summary>The label of a mention; null where it opens a list of several, the heaviest where each has a number.</summary>
    public string? Single(int index)
    {
        if (weighings.TryGetValue(index, out var weighing))
        {
            return weighing.Label;
        }

        string label = mentions[index].Label;
        bool byComma = true;
        bool several = false;
        int last = index;
        for (int next = index + 1; next < mentions.Length && Joins(last, next, out bool comma); next++)
        {
            if (standings.Of[next] == Standing.Denied)
            {
                break;
            }

            byComma &= comma;
            several |= mentions[next].Label != label;
            last = next;
        }

        several |= last + 1 < mentions.Length && mentions[last + 1].Label != label && IsAdded(last + 1);
        return several && !(byComma && RunsOn(last)) ? null : label;
    }

    // "B is right, C as well", "... C too".
    private bool IsAdded(int mention)
    {
        int end = mentions[mention].End;
        return standings.Of[mention] != Standing.Denied
            && passage.SentenceStart(mentions[mention].First) == passage.SentenceStart(mentions[mention - 1].First)
            && end < passage.All.Length
            && !Ends(end)
            && (
                passage.All[end].Text is "TOO"
                || passage.Text.AsSpan(passage.All[end].Start) is var rest && IsAsWell(rest)
            );
    }

    private static bool IsAsWell(ReadOnlySpan<char> text) =>
        text.StartsWith("as well", StringComparison.OrdinalIgnoreCase)
        && !text.StartsWith("as well as", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first label of the list that a mention is in.</summary>
    public int Start(int mention)
    {
        while (
            mention > 0
            && standings.Of[mention - 1] != Standing.Denied
            && mentions[mention - 1].Label != mentions[mention].Label
            && Joins(mention - 1, mention, out _)
        )
        {
            mention--;
        }
        return mention;
    }

    /// <summary>Whether a label is not followed by words of its own: "Positive growth".</summary>
    public bool IsAlone(int mention) =>
        !RunsOn(mention) || Scripts.IsUnspaced(passage.Text, passage.All[mentions[mention].End - 1].Start);

    /// <summary>Whether a label ends its clause, but for words that add nothing.</summary>
    public bool IsLast(int mention)
    {
        int end = mentions[mention].End;
        while (end < passage.All.Length && !Ends(end) && (standings.At(end) & (Cue.Filler | Cue.Copula)) != 0)
        {
            end += standings.Length(end);
        }
        return end >= passage.All.Length || Ends(end) || (standings.At(end) & (Cue.Break | Cue.Conclusion)) != 0;
    }

    private bool Ends(int word) => passage.Has(word, Gap.Hard | Gap.Comma | Gap.Dash | Gap.Open | Gap.Close);

    /// <summary>Whether the text lists the options: several lines begin with another label each.</summary>
    public bool IsOutline()
    {
        // "positive: no, negative: yes" says something of each.
        bool isTable =
            mentions.Length > 1
            && passage.Has(mentions[0].End, Gap.Link)
            && mentions
                .Skip(1)
                .Any(m =>
                    m.Label != mentions[0].Label && passage.Has(m.End, Gap.Link) && passage.SentenceStart(m.First) == 0
                );
        if (isTable || (mentions.Length > 1 && IsItem(0) && IsItem(1)))
        {
            return true;
        }

        var lines = mentions.Where(m => m.First == 0 || passage.Has(m.First, Gap.Line)).ToList();
        bool isLetter = lines.TrueForAll(m => m.Label.Length == 1);
        for (int i = 1; i < Math.Min(lines.Count, 3); i++)
        {
            int order = string.CompareOrdinal(lines[i - 1].Label, lines[i].Label);
            if (isLetter && (order > 0 || (order == 0 && i == 1)))
            {
                return false;
            }
        }
        return lines.Count > 2
            || (
                lines.Count == 2 && lines[0].Label != lines[1].Label && passage.GapText(lines[1].First).Count('\n') == 1
            );
    }

    // "A. Bonds B. Stocks": the first letters, each with the mark of a list.
    private bool IsItem(int mention) =>
        mentions[mention].Label is [var letter]
        && letter == 'A' + mention
        && passage.GapText(mentions[mention].End).TrimEnd() is "." or ")" or ":";

    // Whether nothing but commas, slashes, bars, arrows and conjunctions stands between two labels.
    private bool Joins(int one, int other, out bool byComma)
    {
        int from = mentions[one].End;
        int to = mentions[other].First;
        byComma = passage.Has(from, Gap.Comma);
        if (
            from == to
            && (passage.GapText(to) is "|" || passage.GapText(to).Trim() is "->" or "=>" or "\u2192" or "\u21d2")
        )
        {
            return true;
        }

        bool isMark =
            to > from
            && passage.GapText(from).StartsWith(")", StringComparison.Ordinal)
            && !passage.Has(mentions[one].First, Gap.Open);
        bool isOpened = passage.Has(from, Gap.Open) && !passage.Has(from, Gap.Close);
        if ((isOpened || isMark) && !HasConjunction(from, to))
        {
            return false;
        }

        for (int i = from; i < to; i++)
        {
            var cue = standings.At(i);
            bool isJoint =
                (cue & (Cue.Conjunction | Cue.Naming)) != 0
                || (cue.HasFlag(Cue.Filler) && i > from)
                || (cue.HasFlag(Cue.Possible) && (i > from || byComma));
            if (!standings.IsInside(i) && (!isJoint || cue.HasFlag(Cue.Negation)))
            {
                return false;
            }

            byComma &= !cue.HasFlag(Cue.Conjunction);
            if (passage.Has(i, Gap.Hard | Gap.Link))
            {
                return false;
            }
        }

        bool isSemicolon = passage.GapText(to).Trim() is ";";
        bool isBroken = passage.Has(to, Gap.Stop | Gap.Question | Gap.Line | Gap.Link) && !isSemicolon;
        byComma |= isSemicolon;
        return !isBroken && (to > from || isSemicolon || IsBeside(one, to));
    }

    // "A, B", "A/B", and with nothing between: "A B", "利好利空". The "D)" of "D) A and B" is a mark of its own.
    private bool IsBeside(int one, int to) =>
        passage.Has(to, Gap.Comma | Gap.Slash | Gap.Dash | Gap.Open | Gap.Hyphen)
        || (passage.Has(to, Gap.Close) && passage.Has(to + 1, Gap.Close))
        || passage.GapText(to).IsEmpty
        || (mentions[one].Label.Length == 1 && passage.GapText(to).IsWhiteSpace());

    // "A (and C)" is a list, "D (both A and C)" explains.
    private bool HasConjunction(int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            bool isBoth = passage.All[i].Text is "BOTH" or "EITHER" or "NEITHER";
            if (standings.At(i).HasFlag(Cue.Conjunction) && !isBoth)
            {
                return true;
            }
        }
        return false;
    }

    // Whether a label is followed by words of its own: "Positive growth".
    private bool RunsOn(int mention)
    {
        int end = mentions[mention].End;
        bool isPlain =
            end < passage.All.Length
            && (passage.Before(end) & ~(Gap.Space | Gap.Emphasis)) == 0
            && !passage.Has(end, Gap.Hard);
        return isPlain
            && (
                standings.At(end)
                & (Cue.Break | Cue.Copula | Cue.Conjunction | Cue.Correction | Cue.Conclusion | Cue.Approval)
            ) == 0;
    }
}
