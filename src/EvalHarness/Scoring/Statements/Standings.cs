using System.Collections.Immutable;

namespace EvalHarness.Scoring.Statements;

/// <summary>Tells how labels are meant: asserted, denied, or left open.</summary>
internal sealed class Standings
{
    // Clauses longer than this say little of their end by their beginning; it also keeps the work linear.
    private const int Reach = 40;

    private readonly Passage passage;
    private readonly ImmutableArray<Mention> mentions;
    private readonly Cue[] starting;
    private readonly int[] lengths;
    private readonly bool[] inside;
    private readonly int[] mentionAt;

    /// <summary>Looks at the labels of a passage.</summary>
    public Standings(Passage passage, ImmutableArray<Mention> mentions, ImmutableArray<CuePhrase> cues)
    {
        this.passage = passage;
        this.mentions = mentions;
        int count = passage.All.Length;
        starting = new Cue[count + 1];
        lengths = new int[count + 1];
        inside = new bool[count + 1];
        mentionAt = new int[count + 1];
        Array.Fill(mentionAt, -1);
        foreach (var cue in cues)
        {
            starting[cue.First] = cue.Cue;
            lengths[cue.First] = cue.Count;
            inside.AsSpan(cue.First + 1, cue.Count - 1).Fill(true);
        }

        for (int i = 0; i < mentions.Length; i++)
        {
            mentionAt.AsSpan(mentions[i].First, mentions[i].Count).Fill(i);
        }

        Of = new Standing[mentions.Length];
        for (int i = mentions.Length - 1; i >= 0; i--)
        {
            Of[i] = Tell(i);
        }
    }

    /// <summary>The standing of each label, in the order of the labels.</summary>
    public Standing[] Of { get; }

    /// <summary>The cue that begins at a word.</summary>
    public Cue At(int word) => starting[word];

    /// <summary>Number of words of the phrase at a word: 1 where no phrase begins there.</summary>
    public int Length(int word) => Math.Max(1, lengths[word]);

    /// <summary>Whether a word stands within a phrase and does not begin it.</summary>
    public bool IsInside(int word) => inside[word];

    /// <summary>Index of the label that a word belongs to; -1 for none.</summary>
    public int MentionAt(int word) => mentionAt[word];

    private Standing Tell(int index)
    {
        var mention = mentions[index];
        var behind = Behind(index);
        if (behind is Standing.Denied or Standing.Open)
        {
            return behind;
        }

        var before = InFront(mention);
        return before is Standing.Denied or Standing.Open ? before
            : behind == Standing.Approved && before != Standing.Possible ? behind
            : before;
    }

    // What the words before it in its clause make of it.
    private Standing InFront(Mention mention)
    {
        var standing = Standing.Asserted;
        bool isFar = false;
        bool isListed = true;
        bool isChosen = false;
        for (int i = mention.First - 1; i >= Math.Max(0, mention.First - Reach); i--)
        {
            if (passage.Has(i + 1, Gap.Hard))
            {
                return standing;
            }

            if (isListed && passage.Has(i + 1, Gap.Link) && IsDeniedHeading(i))
            {
                return Standing.Denied;
            }

            isListed &= mentionAt[i] >= 0 || starting[i].HasFlag(Cue.Conjunction);
            isFar |= Ends(i + 1);
            var cue = starting[i];
            // "not, to my mind, positive": a negation right before a comma reaches over it.
            bool reaches = !isFar || (cue.HasFlag(Cue.Negation) && passage.Has(i + Length(i), Gap.Comma) && IsNot(i));
            if (inside[i] || cue == Cue.None)
            {
                continue;
            }

            if (reaches && cue.HasFlag(Cue.Negation))
            {
                return Standing.Denied;
            }

            if (reaches && !isChosen && (cue & (Cue.Unsure | Cue.If)) != 0)
            {
                return Standing.Open;
            }

            isChosen |= cue.HasFlag(Cue.Choice) && IsFirstPerson(i);
            isFar |= cue.HasFlag(Cue.Break) && !cue.HasFlag(Cue.Filler);
            standing = !isFar && cue.HasFlag(Cue.Possible) ? Standing.Possible : standing;
        }
        return standing;
    }

    // "Wrong options: B": the words before a colon say what follows it.
    private bool IsDeniedHeading(int last)
    {
        bool isNamed = starting[last].HasFlag(Cue.Dismissal) && passage.Has(last, Gap.Hard);
        for (int i = last; i >= 0 && !passage.Has(i + 1, Gap.Comma | Gap.Hard); i--)
        {
            var cue = starting[i];
            if (!inside[i] && isNamed && (cue & (Cue.Negation | Cue.Dismissal)) != 0)
            {
                return true;
            }

            isNamed |= (cue & (Cue.Naming | Cue.Marker)) != 0;
            if (!inside[i] && (cue & (Cue.Naming | Cue.Marker | Cue.Filler)) == 0)
            {
                return false;
            }
        }
        return false;
    }

    // A clause ends at a comma, a colon or a dash; not at "(".
    private bool Ends(int word) => passage.Has(word, Gap.Comma | Gap.Link | Gap.Dash | Gap.Close);

    // "If I had to choose, I'd say positive": what one says oneself is no condition.
    private bool IsFirstPerson(int word) =>
        passage.All[word].Text
            is "I"
                or "I'D"
                or "I'LL"
                or "I'M"
                or "WE"
                or "WE'D"
                or "LET'S"
                or "GOING"
                or "ICH"
                or "IK"
                or "JE"
                or "J'OPTE"
                or "我"
                or "JAG"
                or "JEG";

    private bool IsPast(int word) =>
        passage.All[word].Text
            is "WAS"
                or "WERE"
                or "WAR"
                or "WAREN"
                or "ÉTAIT"
                or "ERA"
                or "FUE"
                or "VAR"
                or "БЫЛ"
                or "БЫЛА";

    private bool IsNot(int word) =>
        passage.All[word].Text is not ("NO" or "NEIN" or "NEE" or "NEJ" or "NON" or "НЕТ" or "NIE");

    // What the words behind it make of it: a question mark, an ending, a verdict.
    private Standing Behind(int index)
    {
        var mention = mentions[index];
        int end = passage.SentenceEnd(mention.End - 1);
        if (passage.Has(end, Gap.Question))
        {
            return Standing.Open;
        }

        var near = starting[mention.End];
        bool isSupposed = near.HasFlag(Cue.Hypothetical) && !near.HasFlag(Cue.Copula);
        if (mention.End < end && isSupposed && !Ends(mention.End))
        {
            return Standing.Open;
        }

        var chained = Chained(index, end);
        return chained ?? Verdict(mention, end);
    }

    // "A, C and D are wrong": what is said of the last is said of all.
    private Standing? Chained(int index, int end)
    {
        if (index + 1 >= mentions.Length || mentions[index + 1].First >= end)
        {
            return null;
        }

        bool isJoined = Enumerable
            .Range(mentions[index].End, mentions[index + 1].First - mentions[index].End)
            .All(word =>
                (starting[word] & (Cue.Conjunction | Cue.Naming)) != 0 && !starting[word].HasFlag(Cue.Negation)
            );
        bool isList =
            isJoined
            && (
                passage.Has(mentions[index].End, Gap.Comma | Gap.Slash)
                || mentions[index + 1].First > mentions[index].End
            );
        return isList && Of[index + 1] is Standing.Denied && DeniedBehind(index + 1, end) ? Standing.Denied : null;
    }

    private bool DeniedBehind(int index, int end) =>
        (Chained(index, end) ?? Verdict(mentions[index], end)) == Standing.Denied;

    private Standing Verdict(Mention mention, int end)
    {
        bool isLinked = false;
        bool isDenied = false;
        bool isSupposed = false;
        for (int i = mention.End; i < Math.Min(end, mention.End + Reach); i++)
        {
            var cue = starting[i];
            if (inside[i])
            {
                continue;
            }

            if (i > mention.End && Ends(i) || (i == mention.End && passage.Has(i, Gap.Comma | Gap.Stop)))
            {
                break;
            }

            if (mentionAt[i] >= 0)
            {
                return Standing.Asserted;
            }

            if (cue.HasFlag(Cue.NegationAfter))
            {
                return Standing.Denied;
            }

            if (cue.HasFlag(Cue.UnsureAfter))
            {
                return Standing.Open;
            }

            bool isLast = i + Length(i) >= end || Ends(i + Length(i));
            if (cue.HasFlag(Cue.Negation) && (isLast || isLinked))
            {
                isDenied = true;
                if (isLast)
                {
                    return Standing.Denied;
                }
            }
            else if (isLinked && (cue & (Cue.Dismissal | Cue.Approval | Cue.Marker)) != 0)
            {
                bool isRight =
                    (cue & (Cue.Approval | Cue.Marker)) != 0
                    && !(cue.HasFlag(Cue.Dismissal) && !cue.HasFlag(Cue.Approval));
                return isRight == isDenied ? Standing.Denied
                    : isSupposed ? Standing.Asserted
                    : Standing.Approved;
            }
            else if (cue.HasFlag(Cue.Break))
            {
                break;
            }

            isSupposed |= (cue & (Cue.Hypothetical | Cue.Possible)) != 0 || IsPast(i);
            bool goesOn = (cue & (Cue.Copula | Cue.Filler | Cue.Negation | Cue.Naming)) != 0;
            isLinked |= cue.HasFlag(Cue.Copula);
            if (!goesOn && isLinked)
            {
                isLinked = false;
            }
        }
        return Standing.Asserted;
    }
}
