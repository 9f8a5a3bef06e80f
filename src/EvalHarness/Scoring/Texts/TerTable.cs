namespace EvalHarness.Scoring.Texts;

/// <summary>How the words of hypothesis and reference stand against each other after an edit table.</summary>
/// <param name="Aligned">For each reference position the last hypothesis position at or before it; -1 before the first.</param>
/// <param name="HypothesisErrors">Running count of wrong hypothesis words, from 0.</param>
/// <param name="ReferenceErrors">Running count of unmatched reference words, from 0.</param>
internal sealed record TerAlignment(int[] Aligned, int[] HypothesisErrors, int[] ReferenceErrors)
{
    public bool HypothesisRight(int start, int length) => HypothesisErrors[start + length] == HypothesisErrors[start];

    public bool ReferenceRight(int start, int length) => ReferenceErrors[start + length] == ReferenceErrors[start];
}

/// <summary>
/// The edit table of sacrebleu's TER: unit costs, a beam of 25 cells round the (stretched) diagonal, and of equal costs a
/// match or substitution before a deletion before an insertion.
/// </summary>
internal sealed class TerTable
{
    private const int BeamWidth = 25;
    private const int Infinity = int.MaxValue / 2;

    private readonly int[] reference;
    private readonly int length;
    private readonly int width;
    private readonly double ratio;
    private readonly int beam;
    private readonly int[] costs;
    private readonly int[] trial;
    private int[] words = [];

    public TerTable(int length, int[] reference)
    {
        this.reference = reference;
        this.length = length;
        width = reference.Length + 1;
        ratio = (double)reference.Length / length;
        beam = BeamWidth < ratio / 2 ? (int)Math.Ceiling((ratio / 2) + BeamWidth) : BeamWidth;
        costs = new int[(length + 1) * width];
        trial = new int[costs.Length];
        for (int j = 0; j < width; j++)
        {
            costs[j] = trial[j] = j;
        }
    }

    /// <summary>Fills the table for these words; returns the edit distance.</summary>
    public int Fill(int[] hypothesis)
    {
        words = hypothesis;
        for (int i = 1; i <= length; i++)
        {
            FillRow(costs.AsSpan((i - 1) * width, 2 * width), words[i - 1], i);
        }
        return costs[^1];
    }

    /// <summary>The edit distance after a shift of the filled words, or any number above the limit where it exceeds that.</summary>
    public int Try(int[] hypothesis, int start, int blockLength, int target, int limit)
    {
        int[] shifted = TerEdits.Shift(hypothesis, start, blockLength, target);
        int same = Math.Min(start, target);
        costs.AsSpan(same * width, width).CopyTo(trial.AsSpan(same * width, width));
        for (int i = same + 1; i <= length; i++)
        {
            int least = FillRow(trial.AsSpan((i - 1) * width, 2 * width), shifted[i - 1], i);
            if (least > limit)
            {
                return Infinity;
            }
        }
        return trial[^1];
    }

    /// <summary>The alignment of the filled words, from the trace back through the table.</summary>
    public TerAlignment Align()
    {
        int[] aligned = new int[reference.Length];
        int[] wrong = new int[length + 1];
        int[] missed = new int[width];
        int i = length;
        int j = reference.Length;
        while (i > 0 || j > 0)
        {
            int cost = costs[(i * width) + j];
            int diagonal = i > 0 && j > 0 ? costs[((i - 1) * width) + j - 1] : Infinity;
            bool match = i > 0 && j > 0 && words[i - 1] == reference[j - 1];
            if (diagonal < Infinity && cost == diagonal + (match ? 0 : 1))
            {
                wrong[i] = missed[j] = match ? 0 : 1;
                aligned[--j] = --i;
            }
            else if (i > 0 && cost == costs[((i - 1) * width) + j] + 1)
            {
                wrong[i--] = 1;
            }
            else
            {
                missed[j] = 1;
                aligned[--j] = i - 1;
            }
        }
        for (int at = 1; at < wrong.Length; at++)
        {
            wrong[at] += wrong[at - 1];
        }
        for (int at = 1; at < missed.Length; at++)
        {
            missed[at] += missed[at - 1];
        }
        return new TerAlignment(aligned, wrong, missed);
    }

    // Two rows, the upper one filled; returns a lower bound of the final distance through the lower one.
    private int FillRow(Span<int> rows, int word, int i)
    {
        var above = rows[..width];
        var row = rows[width..];
        int diagonal = (int)Math.Floor(i * ratio);
        int from = Math.Max(0, diagonal - beam);
        int to = i == length ? width : Math.Min(width, diagonal + beam);
        row.Fill(Infinity);
        int least = Infinity;
        int left = Infinity;
        for (int j = from; j < to; j++)
        {
            int cost = above[j] + 1;
            if (j > 0)
            {
                int substituted = above[j - 1] + (word == reference[j - 1] ? 0 : 1);
                cost = Math.Min(Math.Min(cost, left + 1), substituted);
            }
            row[j] = left = Math.Min(cost, Infinity);
            least = Math.Min(least, left + Math.Abs(length - i - (reference.Length - j)));
        }
        return least;
    }
}
