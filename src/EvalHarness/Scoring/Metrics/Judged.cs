using EvalHarness.Core;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// The mean score that a judge of the task gives, in [0, 1]; each answer's is that of the judge's models and repeats together. An answer
/// without any verdict is left out: it is no zero, and notes tell how many there are. Where people labelled some of the answers
/// (<c>calibration:</c>), it is the mean score that people would give, estimated from their labels and the judge's scores
/// together by PPI++ (arXiv:2311.01453).
/// </summary>
/// <param name="Judge">Name of the judge among the task's <c>judges:</c>.</param>
/// <param name="Question">One of its questions, where it is asked several: the share of yes. All of them by default.</param>
[Keyword("judged")]
public sealed record Judged(string Judge, string? Question = null) : IMetric
{
    private readonly string key = KeyOf(Judge, Question);

    /// <inheritdoc/>
    public string Name => Question is null ? $"judged_{Judge}" : $"judged_{Judge}_{Question}";

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
        if (sample.Verdicts?.GetValueOrDefault(key) is { } score)
        {
            double? label =
                Question is null && sample.Labels?.TryGetValue(Judge, out double known) == true ? known : null;
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

    /// <summary>Where the scores of an answer hold what a judge says of one of its questions.</summary>
    internal static string KeyOf(string judge, string? question) => question is null ? judge : $"{judge}/{question}";
}
