using EvalHarness.Core;
using EvalHarness.Scoring.Numbers;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Share of samples whose program comes near the right result: equal after rounding to the fewer decimals of the two, or within a relative
/// distance, percent or not. Equal to finqa_equal of wenhuchen/Program-of-Thoughts (tool.py) with both of its leniencies on; many papers call
/// this execution accuracy. The strict one is <c>finqa_execution</c>.
/// </summary>
/// <param name="Table">Field of the sample that holds its table, as a JSON list of rows; <c>table</c> by default.</param>
/// <param name="Answer">Field of the sample that holds the right result; by default the targets are right, programs by what they come to.</param>
/// <param name="Percent">Whether a result that is off by a factor of 100 is right too; true by default.</param>
/// <param name="Tolerance">Largest relative distance from the right result; 0.001 by default, 0 for none.</param>
[Keyword("finqa_equal")]
public sealed record FinQaEqual(
    string Table = "table",
    string? Answer = null,
    bool Percent = true,
    double Tolerance = 0.001
) : IMetric
{
    /// <inheritdoc/>
    public string Name => "finqa_equal";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) =>
        statistics.Put(
            FinQaScored.Agrees(
                sample,
                Table,
                Answer,
                (result, gold) => FinQaAnswers.AreNear(result, gold, Percent, Tolerance)
            )
        );

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);
}
