using EvalHarness.Core;
using EvalHarness.Scoring.Calls;

namespace EvalHarness.Scoring.Metrics;

/// <summary>Share of samples whose calls of tools are all right, names and arguments, with no call too many.</summary>
/// <remarks>
/// With <c>texts: loose</c> and targets of permitted values equal to the verdict of the Berkeley Function Calling Leaderboard's checker of
/// syntax trees (bfcl_eval, commit 6ea5797) for Python, but for calls side by side: that pairs them greedily, so that a call may take
/// the place which only another one fits; here they are right whenever some pairing is.
/// </remarks>
/// <param name="Order">Whether the order of several calls counts; <c>any</c> by default.</param>
/// <param name="Texts">When two texts among the arguments are the same; <c>exact</c> by default.</param>
[Keyword("tool_call_match")]
public sealed record ToolCallMatch(CallOrder Order = CallOrder.Any, TextEquality Texts = TextEquality.Exact)
    : IMetric,
        ICallMeasure
{
    /// <inheritdoc/>
    public string Name => "tool_call_match";

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
            if (new CallMatch(sample.Answer!, target, Order, Texts).IsMatch())
            {
                return true;
            }
        }

        return false;
    }
}
