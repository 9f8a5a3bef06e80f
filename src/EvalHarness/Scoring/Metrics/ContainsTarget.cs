using EvalHarness.Core;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Metrics;

/// <summary>Share of samples whose answer contains one of the targets. Ours. It flatters long answers: an answer that names everything
/// is right.</summary>
/// <param name="IgnoreCase">Whether case does not count; true by default.</param>
/// <param name="WholeWords">Whether a target must not begin or end within a word; true by default. In scripts without spaces between words it may
/// begin and end at any character.</param>
[Keyword("contains")]
public sealed record ContainsTarget(bool IgnoreCase = true, bool WholeWords = true) : IMetric
{
    /// <inheritdoc/>
    public string Name => "contains";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics.Put(Holds(sample));

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);

    private bool Holds(in ScoredSample sample)
    {
        string answer = sample.AnswerText();
        var comparison = IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        foreach (string target in sample.AllTargets())
        {
            int at = target.Length == 0 ? -1 : answer.IndexOf(target, comparison);
            while (at >= 0)
            {
                bool isWhole = Scripts.IsBoundary(answer, at) && Scripts.IsBoundary(answer, at + target.Length);
                if (!WholeWords || isWhole)
                {
                    return true;
                }
                at = at + 1 < answer.Length ? answer.IndexOf(target, at + 1, comparison) : -1;
            }
        }
        return false;
    }
}
