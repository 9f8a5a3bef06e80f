using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Mean over samples of the Jaro-Winkler similarity, the best over the targets, in code points. Equal to NLTK 3.8
/// jaro_winkler_similarity, which scores texts of one code point 0. A sample without target scores 0.
/// </summary>
[Keyword("jaro_winkler")]
public sealed record JaroWinkler : IMetric
{
    /// <inheritdoc/>
    public string Name => "jaro_winkler";

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsMean => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics.Put(Score(sample));

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);

    private static double Score(in ScoredSample sample)
    {
        double best = 0;
        foreach (string target in sample.AllTargets())
        {
            best = Math.Max(best, EditDistances.JaroWinkler(sample.AnswerText(), target));
        }
        return best;
    }
}
