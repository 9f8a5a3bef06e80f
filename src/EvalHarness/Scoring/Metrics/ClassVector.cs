using System.Collections.Immutable;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// The sufficient statistics of all class metrics: for each label, and for whatever is no label, the items right, predicted
/// and gold. Gold is the target that the answer meets, or else the first one.
/// </summary>
internal static class ClassVector
{
    /// <summary>Length of the vector: three blocks, each one number a label and one for the rest.</summary>
    public static int Width(ImmutableArray<string> labels) => 3 * Classes(labels);

    /// <summary>Number of labels, and one for the rest.</summary>
    public static int Classes(ImmutableArray<string> labels) => (labels.IsDefault ? 0 : labels.Length) + 1;

    /// <summary>Writes one sample; a sample without target is left out.</summary>
    public static (int Gold, int Predicted)? Observe(
        in ScoredSample sample,
        ImmutableArray<string> labels,
        Span<double> statistics
    )
    {
        var targets = sample.AllTargets();
        if (targets.IsEmpty)
        {
            return null;
        }
        int classes = Classes(labels);
        bool isRight = sample.Answer is { } answer && targets.Contains(answer);
        int gold = Index(labels, isRight ? sample.Answer : targets[0]);
        int predicted = Index(labels, sample.Answer);
        statistics[gold] = isRight ? 1 : 0;
        statistics[classes + predicted] = 1;
        statistics[(2 * classes) + gold] = 1;
        return (gold, predicted);
    }

    /// <summary>Items right of each class.</summary>
    public static ReadOnlySpan<double> Hits(ReadOnlySpan<double> totals, int classes) => totals[..classes];

    /// <summary>Items predicted as each class.</summary>
    public static ReadOnlySpan<double> Predicted(ReadOnlySpan<double> totals, int classes) =>
        totals.Slice(classes, classes);

    /// <summary>Items of each gold class.</summary>
    public static ReadOnlySpan<double> Gold(ReadOnlySpan<double> totals, int classes) =>
        totals.Slice(2 * classes, classes);

    private static int Index(ImmutableArray<string> labels, string? label)
    {
        int index = label is null || labels.IsDefault ? -1 : labels.IndexOf(label);
        return index >= 0 ? index : Classes(labels) - 1;
    }
}
