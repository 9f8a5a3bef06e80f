using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Corpus translation edit rate in percent; lower is better, and it may exceed 100. Equal to sacrebleu 2.6.0 without its Asian
/// support; targets are the references. A sample without target is left out. Null where there is no edit and no reference word.
/// </summary>
/// <param name="Normalized">Whether punctuation is split off first; false by default.</param>
/// <param name="NoPunct">Whether punctuation is removed; false by default.</param>
/// <param name="CaseSensitive">Whether case counts; false by default.</param>
[Keyword("ter")]
public sealed record Ter(bool Normalized = false, bool NoPunct = false, bool CaseSensitive = false) : IMetric
{
    private readonly TerScore score = new(Normalized, NoPunct, CaseSensitive);

    /// <inheritdoc/>
    public string Name => "ter";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public (double Low, double High) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public int Width => TerScore.Width;

    /// <inheritdoc/>
    public string? Doubt(string target) =>
        UnicodeWords.AreMostlyUnspaced(target) ? "is one word, having no spaces; cer counts characters" : null;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        if (!sample.AllTargets().IsEmpty)
        {
            score.Observe(sample.AnswerText(), sample.AllTargets(), statistics);
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => totals[0] > 0 || totals[1] > 0 ? TerScore.Value(totals) : null;
}
