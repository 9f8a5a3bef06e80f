using System.Diagnostics;
using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Mean over samples of a ROUGE score, the best F over the targets. Equal to google-research rouge_score 0.1.2 (score_multi),
/// averaged, with the Latin tokenizer. A sample without target scores 0.
/// </summary>
/// <param name="Variant">Which one: 1 to 9 for n-grams of that order, L for the longest common subsequence (the default), Lsum for the summary level with one sentence a line.</param>
/// <param name="Stem">Whether words longer than three letters are stemmed; false by default.</param>
/// <param name="Part">Which number of the best target counts; f by default.</param>
/// <param name="Tokenize">How text is cut into words: latin (a to z and digits, the default), unicode (words of any script) or char.</param>
[Keyword("rouge")]
public sealed record Rouge(
    [AllowNumber] string Variant = "L",
    bool Stem = false,
    RougePart Part = RougePart.F,
    RougeTokenizer Tokenize = RougeTokenizer.Latin
) : IMetric
{
    /// <summary>What the texts are compared by: n-grams of an order from 1 to 9, L or Lsum.</summary>
    public string Variant { get; init; } =
        Variant is "L" or "Lsum" or [>= '1' and <= '9']
            ? Variant
            : throw new ArgumentException("a variant is 1 to 9, L or Lsum", nameof(Variant));

    /// <inheritdoc/>
    public string Name => $"rouge_{Variant.ToLowerInvariant()}";

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsMean => true;

    /// <inheritdoc/>
    public string? Doubt(string target) =>
        Tokenize == RougeTokenizer.Latin && UnicodeWords.AreMostlyForeign(target)
            ? "is lost but for what is of a to z and digits; tokenize: unicode counts words of any script"
            : null;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics.Put(Score(sample));

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);

    private double Score(in ScoredSample sample)
    {
        RougeScore best = default;
        foreach (string target in sample.AllTargets())
        {
            var score = Score(target, sample.AnswerText());
            best = score.F > best.F ? score : best;
        }
        return Part switch
        {
            RougePart.F => best.F,
            RougePart.Precision => best.Precision,
            RougePart.Recall => best.Recall,
            _ => throw new UnreachableException(),
        };
    }

    private RougeScore Score(string target, string answer) =>
        Variant switch
        {
            "L" => RougeScores.LongestSubsequence(target, answer, Stem, Tokenize),
            "Lsum" => RougeScores.Summary(target, answer, Stem, Tokenize),
            _ => RougeScores.NGram(target, answer, Variant[0] - '0', Stem, Tokenize),
        };
}
