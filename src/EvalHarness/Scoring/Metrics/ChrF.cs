using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Corpus chrF, or chrF++ with words, in [0, 100]. Equal to sacrebleu 2.6.0; targets are the references. An answer that was not
/// found is an empty hypothesis; a sample without target is left out. Null where no reference has a character.
/// </summary>
/// <param name="CharOrder">Largest order of character n-grams, 1 to 20; 6 by default.</param>
/// <param name="WordOrder">Largest order of word n-grams, 0 to 9: 0 for chrF (the default), 2 for chrF++.</param>
/// <param name="Beta">Weight of recall against precision; 2 by default.</param>
/// <param name="Lowercase">Whether case is ignored; false by default.</param>
/// <param name="Whitespace">Whether whitespace counts as characters; false by default.</param>
[Keyword("chrf")]
public sealed record ChrF(
    int CharOrder = 6,
    int WordOrder = 0,
    double Beta = 2,
    bool Lowercase = false,
    bool Whitespace = false
) : IMetric
{
    private readonly ChrFScore score = new(
        CharOrder is >= 1 and <= 20 ? CharOrder : throw new ArgumentException("must lie in [1, 20]", nameof(CharOrder)),
        WordOrder is >= 0 and <= 9 ? WordOrder : throw new ArgumentException("must lie in [0, 9]", nameof(WordOrder)),
        Beta,
        Lowercase,
        Whitespace
    );

    /// <inheritdoc/>
    public string Name => WordOrder == 0 ? "chrf" : "chrf++";

    /// <inheritdoc/>
    public (double Low, double High) Range => (0, 100);

    /// <inheritdoc/>
    public int Width => score.Width;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        if (!sample.AllTargets().IsEmpty)
        {
            score.Observe(sample.AnswerText(), sample.AllTargets(), statistics);
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? score.Value(totals) : null;
}
