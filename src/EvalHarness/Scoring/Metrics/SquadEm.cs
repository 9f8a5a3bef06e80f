using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>Share of samples whose answer equals a target after SQuAD's normalisation. Equal to exact_match of the official evaluate-v2.0.py
/// (over 100). No target means that the right answer is none.</summary>
[Keyword("squad_em")]
public sealed record SquadEm : IMetric
{
    /// <inheritdoc/>
    public string Name => "squad_em";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) =>
        statistics.Put(SquadAnswers.ExactMatch(sample.AnswerText(), sample.AllTargets()));

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);
}
