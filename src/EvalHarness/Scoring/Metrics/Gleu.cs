using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Corpus GLEU in [0, 1]. Equal to NLTK 3.8 corpus_gleu on whitespace words; targets are the references. A sample without target
/// is left out. Null where there is no n-gram.
/// </summary>
[Keyword("gleu")]
public sealed record Gleu : IMetric
{
    /// <inheritdoc/>
    public string Name => "gleu";

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public (double Low, double High) Range => (0, 1);

    /// <inheritdoc/>
    public int Width => GleuScore.Width;

    /// <inheritdoc/>
    public string? Doubt(string target) =>
        UnicodeWords.AreMostlyUnspaced(target) ? "is one word, having no spaces; chrf counts characters" : null;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        if (!sample.AllTargets().IsEmpty)
        {
            GleuScore.Observe(sample.AnswerText(), sample.AllTargets(), statistics);
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? GleuScore.Value(totals) : null;
}
