using EvalHarness.Core;
using EvalHarness.Scoring.Calls;

namespace EvalHarness.Scoring.Metrics;

/// <summary>Share of samples in which the right tools are called, each as often as it should be, whatever the arguments. Ours.</summary>
/// <param name="Order">Whether the order of several calls counts; <c>any</c> by default.</param>
[Keyword("tool_name_match")]
public sealed record ToolNameMatch(CallOrder Order = CallOrder.Any) : IMetric, ICallMeasure
{
    /// <inheritdoc/>
    public string Name => "tool_name_match";

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
        foreach (string target in sample.Answer is null ? [] : sample.AllTargets())
        {
            if (new CallMatch(sample.Answer!, target, Order, TextEquality.Exact).HasRightNames())
            {
                return true;
            }
        }

        return false;
    }
}
