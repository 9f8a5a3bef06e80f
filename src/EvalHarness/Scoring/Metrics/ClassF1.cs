using System.Collections.Immutable;
using EvalHarness.Statistics.Classification;

namespace EvalHarness.Scoring.Metrics;

/// <summary>An average of the F1 of each label, from the totals of <see cref="ClassVector"/>.</summary>
internal static class ClassF1
{
    /// <summary>How the scores of classes become one: a method of <see cref="ClassScores"/>.</summary>
    public delegate ClassScore Average(
        ReadOnlySpan<double> hits,
        ReadOnlySpan<double> predicted,
        ReadOnlySpan<double> gold,
        double beta = 1
    );

    /// <summary>The average; null where there is no sample or no label.</summary>
    public static double? Of(ReadOnlySpan<double> totals, ImmutableArray<string> labels, Average average)
    {
        int classes = ClassVector.Classes(labels);
        // The last class is whatever is no label: it has no F1 of its own.
        int own = classes - 1;
        var gold = ClassVector.Gold(totals, classes);
        return own > 0 && gold.ContainsAnyExcept(0.0)
            ? average(
                ClassVector.Hits(totals, classes)[..own],
                ClassVector.Predicted(totals, classes)[..own],
                gold[..own]
            ).F
            : null;
    }
}
