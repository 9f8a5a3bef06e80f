using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Corpus BLEU in [0, 100]. Equal to sacrebleu 2.6.0 for its tokenizers 13a, intl, char and none; targets are the references. An
/// answer that was not found is an empty hypothesis; a sample without target is left out. Null where there is no sample.
/// </summary>
/// <param name="Tokenize">How text is cut into words: 13a (the default), intl, char or none.</param>
/// <param name="Lowercase">Whether case is ignored; false by default.</param>
/// <param name="Smoothing">What is done with n-gram orders without matches; exp by default.</param>
/// <param name="SmoothingValue">Number of floor (0.1 by default) or add_k (1 by default); without meaning for the others.</param>
/// <param name="MaxOrder">Largest n-gram order, 1 to 9; 4 by default.</param>
/// <param name="EffectiveOrder">Whether orders that the hypotheses are too short for are left out; false by default.</param>
[Keyword("bleu")]
public sealed record Bleu(
    [AllowNumber] string Tokenize = "13a",
    bool Lowercase = false,
    BleuSmoothing Smoothing = BleuSmoothing.Exp,
    double? SmoothingValue = null,
    int MaxOrder = 4,
    bool EffectiveOrder = false
) : IMetric
{
    private readonly BleuScore score = new(
        Tokenize switch
        {
            "13a" => BleuTokenization.V13a,
            "intl" => BleuTokenization.Intl,
            "char" => BleuTokenization.Char,
            "none" => BleuTokenization.None,
            _ => throw new ArgumentException("a tokenizer is 13a, intl, char or none", nameof(Tokenize)),
        },
        Lowercase,
        Smoothing,
        SmoothingValue,
        MaxOrder is >= 1 and <= 9 ? MaxOrder : throw new ArgumentException("must lie in [1, 9]", nameof(MaxOrder)),
        EffectiveOrder
    );

    /// <inheritdoc/>
    public string Name => "bleu";

    /// <inheritdoc/>
    public (double Low, double High) Range => (0, 100);

    /// <inheritdoc/>
    public int Width => score.Width;

    /// <inheritdoc/>
    public string? Doubt(string target) =>
        Tokenize != "char" && UnicodeWords.AreMostlyUnspaced(target)
            ? "is one word, having no spaces; tokenize: char counts characters"
            : null;

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
