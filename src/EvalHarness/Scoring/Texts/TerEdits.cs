namespace EvalHarness.Scoring.Texts;

/// <summary>
/// The search for shifts of the Tercom algorithm as sacrebleu 2.6.0 does it: greedy, the shift that saves most edits first,
/// longer, earlier and nearer to the start ones preferred. Candidates share the rows of the edit table up to the first
/// word that they change, and are given up as soon as they cannot win.
/// </summary>
internal sealed class TerEdits
{
    private const int MaxShiftSize = 10;
    private const int MaxShiftDistance = 50;
    private const int MaxCandidates = 1000;

    private readonly int[] reference;
    private readonly TerTable table;
    private int candidates;

    private TerEdits(int hypothesisLength, int[] reference)
    {
        this.reference = reference;
        table = new TerTable(hypothesisLength, reference);
    }

    /// <summary>Number of shifts and edits.</summary>
    public static int Count(int[] hypothesis, int[] reference)
    {
        if (reference.Length == 0 || hypothesis.Length == 0)
        {
            return Math.Max(hypothesis.Length, reference.Length);
        }
        return new TerEdits(hypothesis.Length, reference).Count(hypothesis);
    }

    private int Count(int[] words)
    {
        int shifts = 0;
        while (true)
        {
            int edits = table.Fill(words);
            int[]? shifted = edits > 0 ? BestShift(words, edits) : null;
            if (shifted is null || candidates >= MaxCandidates)
            {
                return shifts + edits;
            }
            shifts++;
            words = shifted;
        }
    }

    // The words after the shift that saves most edits; null where none saves any.
    private int[]? BestShift(int[] words, int edits)
    {
        var alignment = table.Align();
        (int Saved, int Length, int Start, int Target) best = (0, 0, 0, 0);
        foreach ((int start, int at, int length) in Matches(words))
        {
            if (
                alignment.HypothesisRight(start, length)
                || alignment.ReferenceRight(at, length)
                || (start <= alignment.Aligned[at] && alignment.Aligned[at] < start + length)
            )
            {
                continue;
            }
            int previous = -1;
            for (int offset = -1; offset < length && at + offset < reference.Length; offset++)
            {
                int target = at + offset == -1 ? 0 : alignment.Aligned[at + offset] + 1;
                if (target == previous)
                {
                    continue;
                }
                previous = target;
                candidates++;
                int saved = edits - table.Try(words, start, length, target, edits - Math.Max(1, best.Saved));
                var candidate = (saved, length, -start, -target);
                best = saved > 0 && candidate.CompareTo(best) > 0 ? candidate : best;
            }
            if (candidates >= MaxCandidates)
            {
                break;
            }
        }
        return best.Saved > 0 ? Shift(words, -best.Start, best.Length, -best.Target) : null;
    }

    private IEnumerable<(int Start, int At, int Length)> Matches(int[] words)
    {
        for (int start = 0; start < words.Length; start++)
        {
            int first = Math.Max(0, start - MaxShiftDistance);
            int last = Math.Min(reference.Length - 1, start + MaxShiftDistance);
            for (int at = first; at <= last; at++)
            {
                int most = Math.Min(MaxShiftSize, Math.Min(words.Length - start, reference.Length - at));
                for (int length = 0; length < most && words[start + length] == reference[at + length]; )
                {
                    yield return (start, at, ++length);
                }
            }
        }
    }

    /// <summary>The words with a block moved so that it stands before the target position.</summary>
    internal static int[] Shift(ReadOnlySpan<int> words, int start, int length, int target)
    {
        int end = start + length;
        if (target < start)
        {
            return [.. words[..target], .. words[start..end], .. words[target..start], .. words[end..]];
        }
        // A target inside the block counts from where the block stood.
        int to = target > end ? target : Math.Min(words.Length, length + target);
        return [.. words[..start], .. words[end..to], .. words[start..end], .. words[to..]];
    }
}
