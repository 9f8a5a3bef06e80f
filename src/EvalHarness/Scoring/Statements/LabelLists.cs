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
        return several && !(byComma && RunsOn(last)) ? null : label;
    }

    /// <summary>The first label of the list that a mention is in.</summary>
    public int Start(int mention)
    {
        while (mention > 0 && standings.Of[mention - 1] != Standing.Denied && Joins(mention - 1, mention, out _))
        {
            mention--;
        }
        return mention;
    }

    /// <summary>Whether a label is not followed by words of its own: "Positive growth".</summary>
    public bool IsAlone(int mention) =>
        !RunsOn(mention) || Scripts.IsUnspaced(passage.Text, passage.All[mentions[mention].End - 1].Start);

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
        if (isTable)
        {
            return true;
        }

        var lines = mentions.Where(m => m.First == 0 || passage.Has(m.First, Gap.Line)).ToList();
        bool isLetter = lines.TrueForAll(m => m.Label.Length == 1);
        for (int i = 1; i < Math.Min(lines.Count, 3); i++)
        {
            if (isLetter && string.CompareOrdinal(lines[i - 1].Label, lines[i].Label) >= 0)
            {
                return false;
            }
        }
        return lines.Count > 2
            || (
                lines.Count == 2 && lines[0].Label != lines[1].Label && passage.GapText(lines[1].First).Count('\n') == 1
            );
    }

    // Whether nothing but commas, slashes and conjunctions stands between two labels.
    private bool Joins(int one, int other, out bool byComma)
    {
        int from = mentions[one].End;
        int to = mentions[other].First;
        byComma = passage.Has(from, Gap.Comma);
        if (passage.Has(from, Gap.Open) && !passage.Has(from, Gap.Close) && !HasConjunction(from, to))
        {
            return false;
        }

        for (int i = from; i < to; i++)
        {
            var cue = standings.At(i);
            bool isJoint = (cue & (Cue.Conjunction | Cue.Naming)) != 0 || (cue.HasFlag(Cue.Filler) && i > from);
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

    // "A, B", "A/B", and with nothing between: "A B", "利好利空".
    private bool IsBeside(int one, int to) =>
        passage.Has(to, Gap.Comma | Gap.Slash | Gap.Dash | Gap.Open | Gap.Close | Gap.Hyphen)
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
