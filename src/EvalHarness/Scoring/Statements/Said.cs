using System.Text;

namespace EvalHarness.Scoring.Statements;

/// <summary>What a response says once its thought is taken out.</summary>
/// <remarks>
/// A thought is what stands between the marks of reasoning models (<see cref="ThoughtMarks"/>), and all channels but the final one
/// (<see cref="Channels"/>). What stands before an end without a beginning is a thought too, since the template had opened it,
/// unless another thought ended before and nothing follows. A thought whose own end never comes ends at the last end of any other name; without one nothing was
/// said. What follows the mark of the end of a turn is another turn; marks of a sequence round the text are dropped.
/// </remarks>
internal static class Said
{
    /// <summary>Why nothing was said.</summary>
    public const string Unfinished = "the thought has no end";

    /// <summary>What was said; null where a thought has no end.</summary>
    public static string? Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool hasMarks = !Channels.TryRead(text, out string? said) && text.AsSpan().ContainsAny(ThoughtMarks.Openings);
        said = hasMarks ? Outside(text) : said;
        return said is null ? null : OneTurn(said);
    }

    // The text outside of all thoughts; the marks come in the order of the text.
    private static string? Outside(string text)
    {
        var kept = new StringBuilder();
        int from = 0;
        ThoughtMark? open = null;
        bool isClosed = false;
        foreach (var mark in ThoughtMarks.In(text))
        {
            if (open is null && mark.IsEnd)
            {
                // "<think>..</think>B</think>": what was said goes on behind an end that nothing follows.
                bool isStray = isClosed && text.AsSpan(mark.Next).IsWhiteSpace();
                if (mark.IsThought && !isStray)
                {
                    kept.Clear();
                    from = mark.Next;
                }
                else if (isStray)
                {
                    kept.Append(text, from, mark.Start - from);
                    from = mark.Next;
                }
            }
            else if (open is null)
            {
                kept.Append(text, from, mark.Start - from);
                open = mark;
            }
            else if (mark.IsEnd && mark.Closes(open.Value))
            {
                open = null;
                isClosed = true;
                from = mark.Next;
            }
        }

        return open is { } left && !ClosedByAnother(text, left, ref from)
            ? null
            : kept.Append(text, from, text.Length - from).ToString();
    }

    // "<thinking> ... </think>": where its own end never comes, the last end of any name is taken.
    private static bool ClosedByAnother(string text, ThoughtMark open, ref int from)
    {
        bool isClosed = false;
        foreach (var mark in ThoughtMarks.In(text))
        {
            if (mark.Start > open.Start && mark.IsEnd && mark.IsThought)
            {
                (isClosed, from) = (true, mark.Next);
            }
        }
        return isClosed;
    }

    private static string OneTurn(string said)
    {
        int end = said.Length;
        foreach (string mark in ThoughtMarks.EndsOfTurn)
        {
            int at = said.AsSpan(0, end).IndexOf(mark, StringComparison.Ordinal);
            end = at < 0 ? end : at;
        }
        return Sequence(end == said.Length ? said : said[..end]);
    }

    // "<s>B</s>": where a text begins with the one or has the other alone, they are a model's marks of a sequence; else text struck out.
    private static string Sequence(string said)
    {
        const string begin = "<s>";
        const string close = "</s>";
        int end = said.IndexOf(close, StringComparison.Ordinal);
        bool begins = said.AsSpan().TrimStart().StartsWith(begin);
        bool isOther = said.IndexOf(begin, StringComparison.Ordinal) is var other && other >= 0 && other < end;
        if (end < 0 ? !begins : isOther && !(begins && EndsIn(said, end + close.Length)))
        {
            return said;
        }

        string sequence = end < 0 ? said : said[..end];
        return begins ? sequence.TrimStart()[begin.Length..] : sequence;

        static bool EndsIn(string text, int from) =>
            text.AsSpan(from).TrimStart() is var rest && (rest.IsEmpty || rest.StartsWith(begin));
    }
}
