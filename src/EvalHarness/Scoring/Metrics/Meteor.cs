using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Mean over samples of METEOR with exact and stem matches, the best over the targets. Equal to NLTK 3.8 meteor_score on
/// whitespace words with an empty WordNet: synonyms do not match. A sample without target scores 0.
/// </summary>
/// <param name="Alpha">Weight of precision against recall, in [0, 1]; 0.9 by default.</param>
/// <param name="Beta">Exponent of the penalty for fragments; 3 by default.</param>
/// <param name="Gamma">Largest penalty for fragments, in [0, 1]; 0.5 by default.</param>
[Keyword("meteor")]
public sealed record Meteor(double Alpha = 0.9, double Beta = 3, double Gamma = 0.5) : IMetric
{
    /// <inheritdoc/>
    public string Name => "meteor";

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsMean => true;

    /// <inheritdoc/>
    public string? Doubt(string target) =>
        UnicodeWords.AreMostlyUnspaced(target) ? "is one word, having no spaces; chrf counts characters" : null;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics.Put(Score(sample));

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);

    private double Score(in ScoredSample sample) =>
        sample.AllTargets().IsEmpty
            ? 0
            : new MeteorScore(Alpha, Beta, Gamma).Value(sample.AnswerText(), sample.AllTargets());
}
