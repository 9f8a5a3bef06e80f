using System.Collections.Immutable;

namespace EvalHarness.Scoring.Statements;

/// <summary>Tells how labels are meant: asserted, denied, or left open.</summary>
internal sealed class Standings
{
    // Clauses longer than this say little of their end by their beginning; it also keeps the work linear.
    private const int Reach = 40;

    private readonly Passage passage;
    private readonly ImmutableArray<Mention> mentions;
    private readonly CuePlaces places;
    private readonly Verdicts verdicts;
    private readonly Concessions concessions;
    private readonly Mention? lastMeant;

    /// <summary>Looks at the labels of a passage.</summary>
    public Standings(Passage passage, ImmutableArray<Mention> mentions, ImmutableArray<CuePhrase> cues)
    {
        this.passage = passage;
        this.mentions = mentions;
        places = new CuePlaces(passage, mentions, cues);
        verdicts = new Verdicts(passage, mentions, places);
        concessions = new Concessions(passage, places);
        Of = new Standing[mentions.Length];
        for (int i = mentions.Length - 1; i >= 0; i--)
        {
            Of[i] = Tell(i);
            bool isMeant = !mentions[i].IsWeak && Of[i] is not (Standing.Denied or Standing.Open);
            lastMeant ??= isMeant ? mentions[i] : null;
        }
    }

    /// <summary>The standing of each label, in the order of the labels.</summary>
    public Standing[] Of { get; }

    /// <summary>The cue that begins at a word.</summary>
    public Cue At(int word) => places.At(word);

    /// <summary>Number of words of the phrase at a word: 1 where no phrase begins there.</summary>
    public int Length(int word) => places.Length(word);

    /// <summary>Whether a word stands within a phrase and does not begin it.</summary>
    public bool IsInside(int word) => places.IsInside(word);

    /// <summary>Index of the label that a word belongs to; -1 for none.</summary>
    public int MentionAt(int word) => places.MentionAt(word);

    private Standing Tell(int index)
    {
        var mention = mentions[index];
        if (verdicts.Ticked(index) is { } ticked)
        {
            return ticked;
        }

        var behind = Behind(index);
        if (behind is Standing.Denied or Standing.Open)
        {
            return behind;
        }

        var before = InFront(index);
        return before is Standing.Denied or Standing.Open ? before
            : concessions.Yields(mention, lastMeant) ? Standing.Open
            : behind == Standing.Possible || (behind == Standing.Approved && before != Standing.Possible) ? behind
            : before;
    }

    // What the words before it in its clause make of it.
    private Standing InFront(int index)
    {
        var mention = mentions[index];
        bool isSupposed = false;
        var standing = Standing.Asserted;
        bool isFar = false;
        bool isListed = true;
        bool isChosen = false;
        bool isLeft = false;
        bool isDrawn = false;
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

            var cue = At(i);
            if (isListed && Excludes(cue) && IsListed(index))
            {
                return Standing.Denied;
            }

            isListed &= IsInside(i) || MentionAt(i) >= 0 || (cue & (Cue.Conjunction | Cue.Naming)) != 0;
            // "Nothing gives a positive signal" denies it, "ruling out A leaves B" and "no growth gives B" do not.
            isFar |= Ends(i + 1) || (isLeft && (MentionAt(i) >= 0 || cue.HasFlag(Cue.Negation) && !IsSubject(i)));
            // "not, to my mind, positive": a negation right before a comma reaches over it; "it is not, so positive" does not.
            bool reaches = !isFar || (!isDrawn && IsBareNegation(i) && passage.Has(i + Length(i), Gap.Comma));
            isDrawn |= cue.HasFlag(Cue.Conclusion);
            if (IsInside(i) || cue == Cue.None)
            {
                continue;
            }

            if (reaches && cue.HasFlag(Cue.Negation))
            {
                return Standing.Denied;
            }

            bool isCondition = cue.HasFlag(Cue.If) && isSupposed;
            if ((reaches && !isChosen && !isLeft && (cue & (Cue.Unsure | Cue.If)) != 0) || isCondition)
            {
                return Standing.Open;
            }

            isChosen |= cue.HasFlag(Cue.Choice) && Grammar.IsFirstPerson(passage.All[i]);
            isLeft |= cue.HasFlag(Cue.Remainder);
            isFar |= cue.HasFlag(Cue.Break) && (cue & (Cue.Filler | Cue.Remainder)) == 0;
            // "If sales rise, it would be positive", not "if so, the answer would be B".
            isSupposed = cue.HasFlag(Cue.Hypothetical)
                ? !isFar
                : isSupposed && (cue & (Cue.Marker | Cue.Final | Cue.Choice)) == 0;
            standing = !isFar && cue.HasFlag(Cue.Possible) ? Standing.Possible : standing;
        }
        return standing;
    }

    // "Wrong options: B": the words before a colon say what follows it.
    private bool IsDeniedHeading(int last)
    {
        bool isNamed = At(last).HasFlag(Cue.Dismissal) && passage.Has(last, Gap.Hard);
        for (int i = last; i >= 0 && !passage.Has(i + 1, Gap.Comma | Gap.Hard); i--)
        {
            var cue = At(i);
            if (!IsInside(i) && isNamed && (cue & (Cue.Negation | Cue.Dismissal)) != 0)
            {
                return true;
            }

            isNamed |= (cue & (Cue.Naming | Cue.Marker)) != 0;
            if (!IsInside(i) && (cue & (Cue.Naming | Cue.Marker | Cue.Filler)) == 0)
            {
                return false;
            }
        }
        return false;
    }

    // A clause ends at a comma, a colon or a dash; not at "(".
    private bool Ends(int word) => passage.Has(word, Gap.Comma | Gap.Link | Gap.Dash | Gap.Close);

    // What the words behind it make of it: a question mark, an ending, a verdict.
    private Standing Behind(int index)
    {
        var mention = mentions[index];
        if (verdicts.Beside(mention) is { } verdict)
        {
            return verdict;
        }

        int end = passage.SentenceEnd(mention.End - 1);
        if (passage.Has(end, Gap.Question))
        {
            return verdicts.Reply(index, end);
        }

        var near = At(mention.End);
        bool isSupposed = near.HasFlag(Cue.Hypothetical) && !near.HasFlag(Cue.Copula);
        if (mention.End < end && isSupposed && !Ends(mention.End))
        {
            return Standing.Open;
        }

        var chained = Chained(index, end);
        return chained ?? Verdict(mention, end);
    }

    // Not "no", nor "isn't" and "doesn't fit", which deny what stands before them.
    private bool IsBareNegation(int word) =>
        (At(word) & (Cue.Negation | Cue.NegationAfter | Cue.Copula)) == Cue.Negation
        && !Verdicts.IsNo(passage.All[word]);

    private bool IsSubject(int negation) => Grammar.IsDeniedSubject(passage.All[negation], passage.All[negation + 1]);

    private static bool Excludes(Cue cue) => cue.HasFlag(Cue.Negation | Cue.Dismissal);

    // One of a list that is more than two labels with a comma between: "B, and D".
    private bool IsListed(int index) =>
        Joint(index - 1) is { } before && (before || (index + 1 < mentions.Length && Joint(index) is not null));

    // Whether a label and the next are joined by a word; null where they are not joined at all.
    private bool? Joint(int index)
    {
        if (index < 0)
        {
            return null;
        }

        int from = mentions[index].End;
        int to = mentions[index + 1].First;
        for (int i = from; i < to; i++)
        {
            bool isJoint = (At(i) & (Cue.Conjunction | Cue.Naming)) != 0;
            if (!IsInside(i) && (!isJoint || At(i).HasFlag(Cue.Negation)))
            {
                return null;
            }
        }
        return to > from ? true
            : passage.Has(from, Gap.Comma | Gap.Slash) ? false
            : null;
    }

    // "A, C and D are wrong": what is said of the last is said of all. "C, D being wrong" is no list.
    private Standing? Chained(int index, int end)
    {
        int next = index + 1;
        if (next >= mentions.Length || mentions[next].First >= end || Joint(index) is not { } byWord)
        {
            return null;
        }

        bool isList =
            byWord || (next + 1 < mentions.Length && Joint(next) is true) || Is(mentions[next].End, Grammar.IsPlural);
        return isList && Of[next] is Standing.Denied && DeniedBehind(next, end) ? Standing.Denied : null;
    }

    private bool Is(int word, Predicate<Word> kind) => word < passage.All.Length && kind(passage.All[word]);

    private bool DeniedBehind(int index, int end) =>
        (Chained(index, end) ?? Verdict(mentions[index], end)) == Standing.Denied;

    private bool IsOfAnother(int word) =>
        word + 1 < passage.All.Length
        && At(word) == Cue.None
        && Grammar.IsOfAnother(passage.All[word], passage.All[word + 1]);

    private Standing Verdict(Mention mention, int end)
    {
        bool isLinked = false;
        bool isNext = true;
        bool isOutright = false;
        bool isDenied = false;
        bool isSupposed = false;
        for (int i = mention.End; i < Math.Min(end, mention.End + Reach); i++)
        {
            var cue = At(i);
            if (IsInside(i))
            {
                continue;
            }

            if (i > mention.End && Ends(i) || (i == mention.End && passage.Has(i, Gap.Comma | Gap.Stop)))
            {
                break;
            }

            if (MentionAt(i) >= 0)
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
            if (cue.HasFlag(Cue.Negation) && (isLast || isLinked || cue.HasFlag(Cue.Copula)))
            {
                isDenied = true;
                isOutright |= isNext && !IsOfAnother(i + Length(i));
                if (isLast)
                {
                    return i == mention.End && verdicts.MayBeText(mention) ? Standing.Asserted : Standing.Denied;
                }
            }
            else if (isLinked && (cue & (Cue.Dismissal | Cue.Approval | Cue.Marker)) != 0)
            {
                bool isRight =
                    (cue & (Cue.Approval | Cue.Marker)) != 0
                    && !(cue.HasFlag(Cue.Dismissal) && !cue.HasFlag(Cue.Approval));
                return isRight == isDenied ? Standing.Denied
                    : isSupposed ? Standing.Asserted
                    : concessions.IsConceded(i, end) ? Standing.Possible
                    : Standing.Approved;
            }
            else if (cue.HasFlag(Cue.Break))
            {
                break;
            }

            isSupposed |= (cue & (Cue.Hypothetical | Cue.Possible)) != 0 || Grammar.IsPast(passage.All[i]);
            bool goesOn = (cue & (Cue.Copula | Cue.Filler | Cue.Negation | Cue.Naming)) != 0;
            isLinked |= cue.HasFlag(Cue.Copula);
            isNext &= (cue & (Cue.Copula | Cue.Negation)) != 0;
            if (!goesOn && isLinked)
            {
                isLinked = false;
            }
        }
        // "B isn't a good choice", "C is not it".
        return isOutright ? Standing.Denied : Standing.Asserted;
    }
}
