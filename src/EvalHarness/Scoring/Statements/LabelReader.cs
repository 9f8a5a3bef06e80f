using System.Collections.Immutable;

namespace EvalHarness.Scoring.Statements;

/// <summary>Reads which of some labels a text gives as its answer.</summary>
internal sealed class LabelReader
{
    // Words between an announcement or a correction and its answer, at most.
    private const int Reach = 40;

    private readonly Passage passage;
    private readonly ImmutableArray<Mention> mentions;
    private readonly Func<string, string?> exact;
    private readonly Standings standings;
    private readonly LabelLists lists;
    private readonly Corrections corrections;

    /// <summary>Looks at a text.</summary>
    /// <param name="passage">The text.</param>
    /// <param name="mentions">The labels named in it, in order, without overlaps.</param>
    /// <param name="lexicon">What words do to an answer near them.</param>
    /// <param name="exact">The label that a short text is, whole; null for none.</param>
    public LabelReader(Passage passage, ImmutableArray<Mention> mentions, Lexicon lexicon, Func<string, string?> exact)
    {
        this.passage = passage;
        this.mentions = mentions;
        this.exact = exact;
        standings = new Standings(passage, mentions, Cues(passage, mentions, lexicon));
        lists = new LabelLists(passage, mentions, standings);
        corrections = new Corrections(passage, standings);
    }

    /// <summary>The answer.</summary>
    /// <param name="declared">Statements found by other means (boxes, JSON), at indexes of characters.</param>
    /// <param name="none">Why there is none where no label is named.</param>
    /// <param name="several">Why there is none where several are.</param>
    public Answer Read(IEnumerable<Statement> declared, string none, string several)
    {
        var statements = declared
            .Concat(Lines())
            .Concat(Announced())
            .Concat(Corrected())
            .Concat(Named())
            .Concat(Opening())
            .OrderBy(statement => statement.At)
            .ThenBy(statement => statement.Rank)
            .ToList();
        var counted = LastWord.Of(statements, corrections.IsTakenBack);
        if (counted is { Rank: > StatementRank.Indirect } plain)
        {
            return corrections.IsRetracted(plain.At) ? Answer.None("the answer is taken back") : Value(plain, several);
        }

        var weighed = lists
            .Weighings.Where(weighing => Mean(weighing.Mention))
            .Select(w => w.Label)
            .Distinct()
            .ToList();
        return weighed.Count == 1 ? (weighed[0] is { } most ? new Answer(most) : Answer.None(several))
            : counted is { } indirect ? Value(indirect, several)
            : Mentioned(none, several);
    }

    private static Answer Value(Statement statement, string several) =>
        statement.Value is { } value ? new Answer(value) : Answer.None(several);

    private Answer Mentioned(string none, string several)
    {
        string[] named =
        [
            .. mentions
                .Where((mention, i) => !mention.IsWeak && Mean(i))
                .Select(m => m.Label)
                .Distinct(StringComparer.Ordinal),
        ];
        return named.Length switch
        {
            1 => new Answer(named[0]),
            > 1 => Answer.None(several),
            _ when standings.Of.Contains(Standing.Open) => Answer.None("the answer is left open"),
            _ when standings.Of.Contains(Standing.Denied) => Answer.None("labels are only negated"),
            _ => Answer.None(none),
        };
    }

    private bool Mean(int mention) => standings.Of[mention] is not (Standing.Denied or Standing.Open);

    // Each line that is a label and nothing else; those that begin the text are as good as a final answer.
    private IEnumerable<Statement> Lines()
    {
        bool isFirst = true;
        int mention = 0;
        int start = 0;
        while (start < passage.Text.Length)
        {
            int end = passage.Text.AsSpan(start).IndexOfAny('\n', '\r') is var at and >= 0
                ? start + at
                : passage.Text.Length;
            string? label = end - start <= 200 ? exact(passage.Text[start..end]) : null;
            isFirst &= label is not null || string.IsNullOrWhiteSpace(passage.Text[start..end]);
            while (mention < mentions.Length && passage.All[mentions[mention].First].Start < start)
            {
                mention++;
            }

            bool isDenied = mention < mentions.Length && standings.Of[mention] == Standing.Denied;
            if (label is not null && !(isDenied && passage.All[mentions[mention].First].Start < end))
            {
                yield return new Statement(label, isFirst ? StatementRank.Final : StatementRank.Plain, start);
            }

            start = end + 1;
        }
    }

    private IEnumerable<Statement> Announced()
    {
        foreach (var announcement in Announcement.In(passage, standings))
        {
            if (Direct(announcement) is { } direct)
            {
                yield return direct;
            }
            else if (Later(announcement) is { } later)
            {
                yield return later;
            }
        }
    }

    // The label that stands right in the slot, alone or in a list of several.
    private Statement? Direct(Announcement announcement)
    {
        if (announcement.Slot >= passage.All.Length || announcement.IsDenied)
        {
            return null;
        }

        int at = passage.All[announcement.Slot].Start;
        int mention = standings.MentionAt(announcement.Slot);
        bool isMeant = mention < 0 || Mean(mention);
        if (announcement.IsLinked && isMeant && exact(RestOfLine(announcement.Slot)) is { } whole)
        {
            return new Statement(whole, announcement.Rank, at);
        }

        bool isThere =
            mention >= 0
            && mentions[mention].First == announcement.Slot
            && (announcement.IsLinked || (passage.All[announcement.Slot].Text.Length == 1 && lists.IsLast(mention)));
        return isThere && isMeant ? new Statement(lists.Single(mention), announcement.Rank, at) : null;
    }

    // The one label that is meant further on in the sentence.
    private Statement? Later(Announcement announcement)
    {
        int end = passage.SentenceEnd(announcement.Marker);
        int from = announcement.Marker + standings.Length(announcement.Marker);
        string? label = null;
        for (int i = from; i < Math.Min(end, from + 60); i++)
        {
            int mention = standings.MentionAt(i);
            if (mention < 0 || mentions[mention].First != i || mentions[mention].IsWeak || !Mean(mention))
            {
                continue;
            }

            if (label is not null && label != mentions[mention].Label)
            {
                return null;
            }

            label = mentions[mention].Label;
        }
        return label is null ? null : new Statement(label, StatementRank.Indirect, passage.All[from - 1].Start);
    }

    // "No, wait, B": the label that follows what takes the earlier one back.
    private IEnumerable<Statement> Corrected()
    {
        for (int i = 0; i < passage.All.Length; i++)
        {
            if (
                corrections.IsCorrection(i)
                && Following(i + standings.Length(i)) is { } mention
                && Mean(mention)
                && lists.IsAlone(mention)
            )
            {
                yield return new Statement(
                    lists.Single(mention),
                    StatementRank.Plain,
                    passage.All[mentions[mention].First].Start,
                    true
                );
            }
        }
    }

    // "B is correct", "I choose B", "So B."
    private IEnumerable<Statement> Named()
    {
        for (int i = 0; i < mentions.Length; i++)
        {
            bool isNamed =
                standings.Of[i] == Standing.Approved
                || (standings.Of[i] == Standing.Asserted && (IsChosen(i) || IsConcluded(i)));
            if (isNamed)
            {
                yield return new Statement(
                    lists.Single(lists.Start(i)),
                    StatementRank.Plain,
                    passage.All[mentions[i].First].Start
                );
            }
        }
    }

    // The text's own beginning: "B, because", "Positive. The rest is small."; "A and C" until more is said.
    private IEnumerable<Statement> Opening()
    {
        if (
            mentions is [{ First: 0 }, ..]
            && Mean(0)
            && standings.Of[0] != Standing.Possible
            && lists.IsAlone(0)
            && !lists.IsOutline()
        )
        {
            string? label = lists.Single(0);
            // "A is right about prices, yet B is the answer" speaks of A.
            bool isAbout = standings.Of[0] != Standing.Approved && standings.At(mentions[0].End).HasFlag(Cue.Copula);
            yield return new Statement(
                label,
                label is null || isAbout ? StatementRank.Indirect : StatementRank.Plain,
                0
            );
        }
    }

    // The label that follows a word over fillers alone.
    private int? Following(int word)
    {
        const Cue over =
            Cue.Filler
            | Cue.Copula
            | Cue.Correction
            | Cue.Conclusion
            | Cue.Naming
            | Cue.Marker
            | Cue.Final
            | Cue.Approval
            | Cue.Choice;
        for (int i = word; i < Math.Min(passage.All.Length, word + Reach); i += standings.Length(i))
        {
            if (standings.MentionAt(i) is var mention and >= 0)
            {
                return mention;
            }

            // "No, it is not. It is B."
            bool isDenial = standings.At(i).HasFlag(Cue.Negation) && passage.Has(i + standings.Length(i), Gap.Hard);
            if ((standings.At(i) & over) == 0 && !corrections.IsNo(i) && !isDenial)
            {
                return null;
            }
        }
        return null;
    }

    private bool IsChosen(int mention) => IsLed(mention, Cue.Choice, Cue.Filler | Cue.Naming | Cue.Approval);

    // "But overall it is neutral.": what ends the sentence of a conclusion.
    private bool IsConcluded(int mention) =>
        lists.IsLast(mention)
        && IsLed(mention, Cue.Conclusion, Cue.Filler | Cue.Naming | Cue.Approval | Cue.Copula | Cue.Break);

    private bool IsLed(int mention, Cue by, Cue over)
    {
        for (int i = mentions[mention].First - 1; i >= passage.SentenceStart(mentions[mention].First); i--)
        {
            var cue = standings.At(i);
            if (cue.HasFlag(by))
            {
                return true;
            }

            if (!standings.IsInside(i) && (cue & over) == 0)
            {
                return false;
            }
        }
        return false;
    }

    private string RestOfLine(int word)
    {
        var rest = passage.Text.AsSpan(passage.All[word].Start);
        int end = rest.IndexOfAny('\n', '\r');
        rest = end < 0 ? rest : rest[..end];
        return rest.Length > 200 ? "" : rest.ToString();
    }

    private static ImmutableArray<CuePhrase> Cues(Passage passage, ImmutableArray<Mention> mentions, Lexicon lexicon)
    {
        bool[] taken = new bool[passage.All.Length];
        foreach (var mention in mentions)
        {
            taken.AsSpan(mention.First, mention.Count).Fill(true);
        }

        return lexicon.In(passage.All, taken);
    }
}
