using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>Share of samples whose answer is one of the targets, letter for letter once the space around it is dropped and the space within
/// it made single; equal numbers of which one bears a percent or basis point sign are the same, as accuracy has it. Ours; squad_em is the
/// metric of that name in the literature.</summary>
/// <param name="IgnoreCase">Whether case does not count; false by default.</param>
/// <param name="IgnorePunctuation">Whether punctuation does not count; false by default.</param>
[Keyword("exact_match")]
public sealed record ExactMatch(bool IgnoreCase = false, bool IgnorePunctuation = false) : IMetric
{
    /// <inheritdoc/>
    public string Name => "exact_match";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics.Put(Matches(sample));

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);

    private bool Matches(in ScoredSample sample)
    {
        if (sample.Answer is not { } answer)
        {
            return false;
        }
        string plain = Plain(answer);
        foreach (string target in sample.AllTargets())
        {
            if (Plain(target) == plain || Scored.IsSameShare(answer, target))
            {
                return true;
            }
        }
        return false;
    }

    private string Plain(string text)
    {
        string cased = IgnoreCase ? PythonText.Lower(text) : text;
        string kept = IgnorePunctuation ? string.Concat(cased.Where(c => !char.IsPunctuation(c))) : cased;
        return string.Join(' ', PythonText.Split(kept));
    }
}
