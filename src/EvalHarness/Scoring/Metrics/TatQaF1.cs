using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Mean F1 over the sets of words of the right spans and the given ones, rounded to two decimals a sample; for numbers that are computed or counted it is
/// the exact match. Equal to the F1 of tatqa_metric.py of NExTplusplus/TAT-QA (870accc), but for a predicted number 0 (see <c>tatqa_em</c>).
/// </summary>
/// <param name="Type">Field of the sample that says how its answer comes about (<c>span</c>, <c>multi-span</c>, <c>arithmetic</c>, <c>count</c>); <c>answer_type</c> by default.</param>
[Keyword("tatqa_f1")]
public sealed record TatQaF1(string Type = "answer_type") : IMetric
{
    /// <inheritdoc/>
    public string Name => "tatqa_f1";

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsMean => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        var (exact, f1) = TatQaEm.Best(sample);
        statistics.Put(sample.Field(Type) is "arithmetic" or "count" ? exact : f1);
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);
}
