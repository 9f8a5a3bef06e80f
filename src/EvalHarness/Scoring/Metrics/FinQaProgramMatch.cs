using EvalHarness.Core;
using EvalHarness.Scoring.Numbers;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Share of samples whose program is the right formula: the same numbers, constants and rows, put together so that algebra makes them equal.
/// As the program accuracy of evaluate.py of czyssrs/FinQA (0f16e28), which asks sympy: every number is a letter there too, so
/// <c>add(1, 2)</c> is <c>add(2, 1)</c> and not <c>add(1, const_2)</c>. It departs where sympy leaves equal formulas in different forms, or cannot
/// carry a comparison on.
/// </summary>
/// <param name="Program">Field of the sample that holds the right program; the targets by default.</param>
[Keyword("finqa_program")]
public sealed record FinQaProgramMatch(string? Program = null) : IMetric
{
    /// <inheritdoc/>
    public string Name => "finqa_program";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics.Put(IsRight(sample));

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);

    private bool IsRight(in ScoredSample sample)
    {
        if (sample.Answer is not { } said || !FinQaAnswers.IsProgram(said))
        {
            return false;
        }
        string[] golds = sample.Field(Program) is { } given
            ? [FinQaText.Find(given) ?? given]
            : [.. sample.AllTargets()];
        return golds.Any(gold => FinQaSymbols.AreEqual(gold, said));
    }
}
