using EvalHarness.Core;

namespace EvalHarness.Scoring.Metrics;

/// <summary>Share of samples whose answer contains one of the targets. Ours. It flatters long answers: an answer that names everything
/// is right.</summary>
/// <param name="IgnoreCase">Whether case does not count; true by default.</param>
/// <param name="WholeWords">Whether a target must not begin or end within a word; true by default.</param>
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
                if (
                    !WholeWords
                    || (IsEdge(answer, at - 1, at) && IsEdge(answer, at + target.Length - 1, at + target.Length))
                )
                {
                    return true;
                }
                at = at + 1 < answer.Length ? answer.IndexOf(target, at + 1, comparison) : -1;
            }
        }
        return false;
    }

    // Whether no word runs on from one place to the next.
    private static bool IsEdge(string text, int before, int after) =>
        before < 0 || after >= text.Length || !char.IsLetterOrDigit(text[before]) || !char.IsLetterOrDigit(text[after]);
}
