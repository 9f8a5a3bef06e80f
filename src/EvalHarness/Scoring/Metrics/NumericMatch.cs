using EvalHarness.Core;
using EvalHarness.Scoring.Numbers;

namespace EvalHarness.Scoring.Metrics;

/// <summary>Share of samples whose answer is a number within tolerance of a target. Ours; the rules are those of
/// <see cref="NumericAnswers"/>: the final number of the answer counts, percent signs are understood, currency is not compared.</summary>
/// <param name="Tolerance">Largest relative distance from the target, for example 0.01 for one percent; 0 by default.</param>
/// <param name="Absolute">Largest absolute distance, which counts where it is the larger one; 0 by default.</param>
/// <param name="LenientPercent">Whether an answer off by a factor of 100 is right too; false by default.</param>
/// <param name="Rounded">Whether it is enough that the target, rounded to the decimals shown, is the answer; false by default.</param>
[Keyword("numeric_match")]
public sealed record NumericMatch(
    double Tolerance = 0,
    double Absolute = 0,
    bool LenientPercent = false,
    bool Rounded = false
) : IMetric
{
    /// <inheritdoc/>
    public string Name => "numeric_match";

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
        string answer = sample.AnswerText();
        var number = NumericAnswers.Parse(answer) ?? NumericAnswers.ExtractFinal(answer);
        foreach (string target in sample.AllTargets())
        {
            var gold = NumericAnswers.Parse(target);
            bool isRight =
                NumericAnswers.Matches(number, gold, Tolerance, Absolute, LenientPercent)
                || (Rounded && gold is { } exact && NumericAnswers.MatchesRounded(number, exact.Fraction));
            if (isRight)
            {
                return true;
            }
        }
        return false;
    }
}
