using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// The mean score that a judge of the task gives, in [0, 1]; each answer's is the mean over the judge's models and repeats. An answer
/// without any verdict is left out: it is no zero, and notes tell how many there are.
/// </summary>
/// <param name="Judge">Name of the judge among the task's <c>judges:</c>.</param>
[Keyword("judged")]
public sealed record Judged(string Judge) : IMetric
{
    /// <inheritdoc/>
    public string Name => $"judged_{Judge}";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        if (sample.Verdicts?.GetValueOrDefault(Judge) is { } score)
        {
            (statistics[0], statistics[1]) = (score, 1);
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? totals[0] / totals[1] : null;
}
