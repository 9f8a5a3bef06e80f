using EvalHarness.Core;
using EvalHarness.Scoring.Numbers;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Share of samples whose program comes to the right result: equal after rounding to five decimals, with no tolerance, or the right one of yes
/// and no. Equal to the execution accuracy of evaluate.py of czyssrs/FinQA (0f16e28), which counts 1.64 for 0.0164 as wrong; its lenient twin
/// is <c>finqa_equal</c>. Numbers in place of programs are rounded in the same way.
/// </summary>
/// <param name="Table">Field of the sample that holds its table, as a JSON list of rows; <c>table</c> by default.</param>
/// <param name="Answer">Field of the sample that holds the right result; by default the targets are right, programs by what they come to.</param>
[Keyword("finqa_execution")]
public sealed record FinQaExecution(string Table = "table", string? Answer = null) : IMetric
{
    /// <inheritdoc/>
    public string Name => "finqa_execution";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) =>
        statistics.Put(FinQaScored.Agrees(sample, Table, Answer, FinQaAnswers.AreSame));

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);
}
