using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Mean over samples of the best token F1 with a target. Equal to f1 of the official SQuAD evaluate-v2.0.py (over 100). No target
/// means that the right answer is none.
/// </summary>
[Keyword("squad_f1")]
public sealed record SquadF1 : IMetric
{
    /// <inheritdoc/>
    public string Name => "squad_f1";

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
    public void Observe(in ScoredSample sample, Span<double> statistics) =>
        statistics.Put(SquadAnswers.F1(sample.AnswerText(), sample.AllTargets()));

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);
}
