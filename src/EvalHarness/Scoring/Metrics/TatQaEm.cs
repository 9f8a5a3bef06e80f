using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Share of samples whose spans and scale are the right ones. Equal to the exact match of tatqa_metric.py of NExTplusplus/TAT-QA (870accc): numbers
/// agree to two decimals times their scale, a percent may be given as a fraction without scale. It departs in one thing: a predicted number 0,
/// which that script takes for no answer in a file of JSON numbers, is an answer. For <c>answer: spans</c> with <c>scale</c>.
/// </summary>
[Keyword("tatqa_em")]
public sealed record TatQaEm : IMetric
{
    /// <inheritdoc/>
    public string Name => "tatqa_em";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics.Put(Best(sample).ExactMatch);

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);

    /// <summary>Exact match and F1 with the right answer that is met best.</summary>
    internal static (double ExactMatch, double F1) Best(in ScoredSample sample)
    {
        var best = (0.0, 0.0);
        if (sample.Answer is { } said)
        {
            var answer = SpanList.Read(said);
            foreach (string target in sample.AllTargets())
            {
                var score = TatQaScores.Score(answer, SpanList.Read(target));
                best = score.CompareTo(best) > 0 ? score : best;
            }
        }
        return best;
    }
}
