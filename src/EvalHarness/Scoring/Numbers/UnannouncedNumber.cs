using System.Buffers;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Numbers;

/// <summary>The final number of a text that announces none: the last one; of an equation in its sentence the result.</summary>
/// <param name="text">The text, written in the usual way (<see cref="NumberText"/>).</param>
/// <param name="mark">What the decimal mark is.</param>
/// <param name="passage">Its words.</param>
/// <param name="doubts">Where it doubts its numbers.</param>
internal sealed class UnannouncedNumber(string text, DecimalMark mark, Passage passage, NumberDoubts doubts)
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?;\n\r\u3002\uff1b");

    /// <summary>The number, or why there is none.</summary>
    public FinalNumber Read()
    {
        var kept = NumberContext.Kept(text, Amount.In(text, mark));
        if (kept.Count == 0)
        {
            return FinalNumber.None("no number");
        }

        if (doubts.IsIn(kept[^1].Start))
        {
            return FinalNumber.None("the answer is left open");
        }

        return NumberSlot.Result(Sentence(kept[^1]), mark) is { } result ? new FinalNumber(result, null)
            : NumberSlot.EndsInList(text, kept) ? FinalNumber.None(FinalNumber.Unread)
            : new FinalNumber(kept[^1].Number, null);
    }

    private string Sentence(Amount amount)
    {
        int word = 0;
        while (word < passage.All.Length - 1 && passage.All[word].End <= amount.Start)
        {
            word++;
        }

        if (word >= passage.All.Length)
        {
            return text;
        }

        int first = passage.SentenceStart(word);
        int end = passage.SentenceEnd(word);
        int start = passage.All[first].Start - passage.GapText(first).Length;
        return text[
            (start + passage.GapText(first).LastIndexOfAny(Ends) + 1)..(
                end < passage.All.Length ? passage.All[end].Start : text.Length
            )
        ];
    }
}
