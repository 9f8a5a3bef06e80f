using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Numbers;

/// <summary>Where a text doubts the numbers that it names.</summary>
/// <param name="passage">The text.</param>
/// <param name="standings">Its cues.</param>
internal sealed class NumberDoubts(Passage passage, Standings standings)
{
    /// <summary>Whether an announcement, up to the end of its sentence, says that there is no answer.</summary>
    /// <param name="from">The first word of the announcement.</param>
    /// <param name="to">The word after the sentence.</param>
    public bool IsUnsure(int from, int to)
    {
        for (int i = from; i < Math.Min(Math.Min(to, from + 60), passage.All.Length); i++)
        {
            if ((standings.At(i) & Cue.Unsure) != 0 || passage.All[i].Text is "UNKNOWN" or "NONE" or "UNDEFINED")
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether words of doubt stand before an announcement, in its own clause: "it is unclear whether the answer is 5".</summary>
    /// <param name="marker">The first word of the announcement.</param>
    public bool IsAsked(int marker)
    {
        bool isThought = marker > 0 && passage.All[marker - 1].Text is "THAT" or "THINK" or "BELIEVE" or "SAY";
        var wanted = Cue.Unsure | Cue.If | (isThought ? Cue.Negation : Cue.None);
        for (
            int i = marker - 1;
            i >= Math.Max(0, marker - 20) && !passage.Has(i + 1, Gap.Hard | Gap.Comma | Gap.Link);
            i--
        )
        {
            if (standings.At(i).HasFlag(Cue.Break) || (standings.At(i) & wanted) != 0)
            {
                return !standings.At(i).HasFlag(Cue.Break);
            }
        }
        return false;
    }

    /// <summary>Whether words of doubt stand before a number, in its own clause: "it can't be determined from the report of 2019".</summary>
    /// <param name="at">Where the number begins, in characters.</param>
    public bool IsIn(int at)
    {
        var doubt = Doubt.None;
        bool isApart = false;
        for (int i = 0; i < passage.All.Length && passage.All[i].Start <= at; i++)
        {
            var cue = standings.At(i);
            doubt = passage.Has(i, Gap.Hard) || cue.HasFlag(Cue.Break) ? Doubt.None : doubt;
            isApart = passage.Has(i, Gap.Comma) || (isApart && !cue.HasFlag(Cue.Possible));
            // "I am not sure of the currency, the total is 42" says what something is, up to a "whether".
            doubt =
                cue.HasFlag(Cue.Unsure) || (doubt == Doubt.Past && cue.HasFlag(Cue.If)) ? Doubt.Here
                : doubt == Doubt.Here && isApart && cue.HasFlag(Cue.Copula) ? Doubt.Past
                : doubt;
            isApart &= !cue.HasFlag(Cue.Unsure) && !cue.HasFlag(Cue.If);
        }
        return doubt == Doubt.Here;
    }

    private enum Doubt
    {
        None,
        Here,
        Past,
    }
}
