using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Mean over samples of one minus the Levenshtein distance over the longer length, the best over the targets, in code points.
/// Ours, after nltk.edit_distance 3.8. A sample without target scores 0.
/// </summary>
[Keyword("edit_similarity")]
public sealed record EditSimilarity : IMetric
{
    /// <inheritdoc/>
    public string Name => "edit_similarity";

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
            best = Math.Max(best, EditDistances.Similarity(sample.AnswerText(), target));
        }
        return best;
    }
}
