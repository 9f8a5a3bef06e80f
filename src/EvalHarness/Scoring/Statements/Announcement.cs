namespace EvalHarness.Scoring.Statements;

/// <summary>Where a text announces an answer: "the answer is", "Antwort:", a table's cell, a heading.</summary>
/// <param name="Marker">Index of the first word of the announcement.</param>
/// <param name="Slot">Index of the word that the answer may begin with; the number of words at the end of the text.</param>
/// <param name="IsLinked">Whether a colon, a copula or a heading joins the two.</param>
/// <param name="IsDenied">Whether a negation stands in front of the slot: "the answer is not".</param>
/// <param name="Rank">How plainly a statement there is made.</param>
internal readonly record struct Announcement(int Marker, int Slot, bool IsLinked, bool IsDenied, StatementRank Rank)
{
    // Words between an announcement and its answer, at most.
    private const int Reach = 40;

    /// <summary>The announcements of a passage, in order.</summary>
    /// <param name="passage">The passage.</param>
    /// <param name="standings">Its cues and labels.</param>
    public static IEnumerable<Announcement> In(Passage passage, Standings standings)
    {
        bool concludes = false;
        int final = -Reach;
        for (int i = 0; i < passage.All.Length; i++)
        {
            (concludes, final) = passage.Has(i, Gap.Hard) ? (false, -Reach) : (concludes, final);
            var cue = standings.At(i);
            concludes |= cue.HasFlag(Cue.Conclusion);
            final = passage.All[i].Text == "FINAL" ? i : final;
            // "Correct: C", where no label stands before.
            bool isVerdict =
                cue.HasFlag(Cue.Approval) && IsLine(passage, i) && passage.Has(i + standings.Length(i), Gap.Link);
            bool closes = passage.GapText(i).EndsWith("</", StringComparison.Ordinal);
            if (((cue & (Cue.Marker | Cue.Final)) == 0 && !isVerdict) || standings.IsInside(i) || closes)
            {
                continue;
            }

            bool isAsked = passage.Has(passage.SentenceEnd(i), Gap.Question) && !passage.Has(i, Gap.Link);
            var rank =
                cue.HasFlag(Cue.Final) || i - final <= 4 || IsTag(passage, i, standings.Length(i)) ? StatementRank.Final
                : concludes ? StatementRank.Concluding
                : StatementRank.Plain;
            yield return Follow(passage, standings, i, isAsked ? StatementRank.Indirect : rank);
        }
    }

    private static bool IsLine(Passage passage, int word) => passage.Has(word, Gap.Hard);

    private static bool IsTag(Passage passage, int word, int count) =>
        passage.GapText(word).EndsWith("<", StringComparison.Ordinal)
        && passage.GapText(word + count).StartsWith(">", StringComparison.Ordinal);

    // From the announcement over what joins it to the answer.
    private static Announcement Follow(Passage passage, Standings standings, int marker, StatementRank rank)
    {
        int at = marker + standings.Length(marker);
        bool isLinked = standings.At(marker).HasFlag(Cue.Copula);
        bool isDenied = false;
        bool isBelow = false;
        while (at < marker + Reach)
        {
            if (passage.Has(at, Gap.Hard) && !passage.Has(at, Gap.Edge))
            {
                bool isHeading =
                    passage.Has(at, Gap.Line)
                    && (isLinked || passage.Has(at, Gap.Link) || IsHeading(passage, marker, at));
                if (!isHeading || passage.Has(at, Gap.Question) || IsOtherColumn(passage, standings, marker, at))
                {
                    return new Announcement(marker, passage.All.Length, false, isDenied, rank);
                }

                isLinked = isBelow = true;
            }

            isLinked |= passage.Has(at, Gap.Link | Gap.Dash | Gap.Line);
            if (Options(passage, at) is { } behind)
            {
                (at, isLinked) = (behind, true);
            }

            if (at >= passage.All.Length || standings.MentionAt(at) >= 0)
            {
                return new Announcement(marker, at, isLinked, isDenied, rank);
            }

            var cue = standings.At(at);
            isDenied |= cue.HasFlag(Cue.Negation);
            isLinked |= cue.HasFlag(Cue.Copula);
            bool isNumber = isBelow && passage.All[at].Text.All(char.IsAsciiDigit);
            if (!isNumber && (cue & (Cue.Copula | Cue.Filler | Cue.Naming | Cue.Negation | Cue.Conclusion)) == 0)
            {
                return new Announcement(marker, at, isLinked, isDenied, rank);
            }

            at += standings.Length(at);
        }
        return new Announcement(marker, passage.All.Length, false, isDenied, rank);
    }

    // "| Option | Verdict |" over "| A | wrong |": what begins the row below stands in another column.
    private static bool IsOtherColumn(Passage passage, Standings standings, int marker, int below) =>
        !passage.Has(marker, Gap.Hard)
        && passage.GapText(marker).Contains('|')
        && below < passage.All.Length
        && passage.GapText(below).EndsWith("| ")
        && standings.MentionAt(below) >= 0;

    // "Answer (A, B, C or D): C": the word behind what may be answered; null where no such list begins.
    private static int? Options(Passage passage, int first)
    {
        if (first >= passage.All.Length || !passage.GapText(first).TrimEnd().EndsWith("("))
        {
            return null;
        }

        for (
            int i = first + 1;
            i < Math.Min(passage.All.Length, first + Reach) && !passage.Has(i, Gap.Stop | Gap.Line);
            i++
        )
        {
            if (passage.GapText(i).IndexOf(')') is var close and >= 0)
            {
                return passage.GapText(i)[close..].Contains(':') ? i : null;
            }
        }
        return null;
    }

    // A short line of its own: "**Answer**".
    private static bool IsHeading(Passage passage, int marker, int end) => end - passage.SentenceStart(marker) <= 4;
}
