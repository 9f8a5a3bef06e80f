using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// The mean score that a judge of the task gives, in [0, 1]; each answer's is that of the judge's models and repeats together. An answer
/// without any verdict is left out: it is no zero, and notes tell how many there are.
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
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        if (sample.Verdicts?.GetValueOrDefault(key) is { } score)
        {
            (statistics[0], statistics[1]) = (score, 1);
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? totals[0] / totals[1] : null;

    /// <summary>Where the scores of an answer hold what a judge says of one of its questions.</summary>
    internal static string KeyOf(string judge, string? question) => question is null ? judge : $"{judge}/{question}";
}
