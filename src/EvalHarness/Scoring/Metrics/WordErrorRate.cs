using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Levenshtein edits per word of the targets, over the whole corpus; lower is better, and it may exceed 1. Equal to the
/// usual word error rate; of several targets the one with the lowest rate counts. Null where no target has a word.
/// </summary>
[Keyword("wer")]
public sealed record WordErrorRate : IMetric
{
    /// <inheritdoc/>
    public string Name => "wer";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public (double Low, double High) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public string? Doubt(string target) =>
        UnicodeWords.AreMostlyUnspaced(target) ? "is one word, having no spaces; cer counts characters" : null;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        double lowest = double.PositiveInfinity;
        foreach (string target in sample.AllTargets())
        {
            (int edits, int length) = EditDistances.WholeWords(sample.AnswerText(), target);
            double rate = edits / (double)Math.Max(1, length);
            if (rate < lowest)
            {
                lowest = rate;
                statistics[0] = edits;
                statistics[1] = length;
            }
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);
}
