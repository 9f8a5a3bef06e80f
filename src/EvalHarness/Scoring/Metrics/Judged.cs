using EvalHarness.Core;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// The mean score that a judge of the task gives, in [0, 1]; each answer's is the mean over the judge's models and repeats. An answer
/// without any verdict is left out: it is no zero, and notes tell how many there are. Where people labelled some of the answers
/// (<c>calibration:</c>), it is the mean score that people would give, estimated from their labels and the judge's scores
/// together by PPI++ (arXiv:2311.01453).
/// </summary>
/// <param name="Judge">Name of the judge among the task's <c>judges:</c>.</param>
[Keyword("judged")]
public sealed record Judged(string Judge) : IMetric
{
    /// <inheritdoc/>
    public string Name => $"judged_{Judge}";

    /// <inheritdoc/>
    /// <remarks>The score, 1, and what <see cref="LabelledSums"/> needs of a labelled one besides.</remarks>
    public int Width => LabelledSums.Width;

    /// <inheritdoc/>
    public bool IsMean => true;

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        if (sample.Verdicts?.GetValueOrDefault(Judge) is { } score)
        {
            double? label = sample.Labels?.TryGetValue(Judge, out double known) == true ? known : null;
            LabelledSums.Of(score, label).WriteTo(statistics);
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => LabelledSums.From(totals).Value;

    /// <summary>Number of labels in a vector.</summary>
    /// <param name="statistics">The vector.</param>
    internal static double LabelsIn(ReadOnlySpan<double> statistics) => LabelledSums.From(statistics).Labelled;

    /// <summary>Takes the labels out of a vector; what the judge said stays.</summary>
    /// <param name="statistics">The vector.</param>
    internal static void Unlabel(Span<double> statistics) =>
        (LabelledSums.From(statistics) with { Labels = 0, LabelledScores = 0, Labelled = 0, Products = 0 }).WriteTo(
            statistics
        );
}
