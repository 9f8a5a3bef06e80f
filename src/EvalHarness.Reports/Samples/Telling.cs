using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Samples;

/// <summary>Which samples tell most, for when a page cannot hold the texts of all.</summary>
internal static class Telling
{
    /// <summary>
    /// Positions of the samples, the most telling first: models disagree, then unusable or missing answers, then all
    /// wrong, then the rest; within each, spread evenly over the dataset.
    /// </summary>
    public static int[] Order(TaskScores scores, CellMarks marks)
    {
        int[] order = Enumerable.Range(0, scores.Samples.Length).ToArray();
        long[] keys = order
            .Select(sample => ((long)Tier(scores, marks, sample) << 32) | Scatter((uint)sample))
            .ToArray();
        Array.Sort(keys, order);
        return order;
    }

    private static int Tier(TaskScores scores, CellMarks marks, int sample)
    {
        var (right, wrong, unusable) = (0, 0, false);
        for (int model = 0; model < scores.Cells.Length; model++)
        {
            for (int epoch = 0; epoch < scores.Task.Epochs; epoch++)
            {
                int cell = (sample * scores.Task.Epochs) + epoch;
                int mark = marks.Cells[model][cell];
                right += mark >= 50 ? 1 : 0;
                wrong += mark is >= 0 and < 50 ? 1 : 0;
                unusable |= scores.Cells[model].Outcomes[cell] != Outcome.Answered;
            }
        }

        return right > 0 && wrong > 0 ? 0
            : unusable ? 1
            : right == 0 ? 2
            : 3;
    }

    /// <summary>Bijective mixing of 32 bits (finaliser of MurmurHash3), so that a cut is not a prefix of the file.</summary>
    private static uint Scatter(uint x)
    {
        x = (x ^ (x >> 16)) * 0x85EBCA6B;
        x = (x ^ (x >> 13)) * 0xC2B2AE35;
        return x ^ (x >> 16);
    }
}
