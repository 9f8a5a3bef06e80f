namespace EvalHarness.Scoring.Statements;

/// <summary>Tells where a text admits a label that is not its answer.</summary>
/// <param name="passage">The text.</param>
/// <param name="places">Its cues and labels.</param>
internal sealed class Concessions(Passage passage, CuePlaces places)
{
    // Words of a sentence that are looked at, at most.
    private const int Reach = 40;

    /// <summary>Whether a label gives way to one that is named later: "If rates fell, B would be right. They rise: C.", "Many would answer B. It is C."</summary>
    /// <param name="mention">The label.</param>
    /// <param name="last">The last label that is meant; null where there is none.</param>
    public bool Yields(Mention mention, Mention? last)
    {
        int end = passage.SentenceEnd(mention.End - 1);
        if (last is not { } later || later.First < end || later.Label == mention.Label)
        {
            return false;
        }

        int start = Math.Max(passage.SentenceStart(mention.First), mention.First - Reach);
        bool isSupposed = mention.End < end && places.At(mention.End).HasFlag(Cue.Hypothetical);
        bool isOthers = false;
        for (int i = start; i < mention.First; i++)
        {
            bool isIf =
                (places.At(i).HasFlag(Cue.If) && !places.IsInside(i))
                || (i == start && Grammar.IsInverted(passage.All[i]));
            if ((isIf && isSupposed) || (isOthers && mention.First - i < 4 && Grammar.IsOpinion(passage.All[i])))
            {
                return true;
            }

            isOthers |= i < start + 3 && Grammar.IsOthers(passage.All[i]);
        }
        return false;
    }

    /// <summary>Whether a label is called right and yet not the answer: "A is true, but it does not answer the question".</summary>
    /// <param name="word">The word that calls it right.</param>
    /// <param name="end">The word after the sentence.</param>
    public bool IsConceded(int word, int end)
    {
        bool isBroken = false;
        for (int i = word + places.Length(word); i < Math.Min(end, word + Reach) && places.MentionAt(i) < 0; i++)
        {
            isBroken |= passage.All[i].Text is "BUT" or "YET" or "THOUGH" or "HOWEVER" or "ABER" or "MAIS" or "PERO";
            if (isBroken && (places.At(i) & (Cue.Negation | Cue.Dismissal)) != 0 && !places.IsInside(i))
            {
                return true;
            }
        }
        return false;
    }
}
