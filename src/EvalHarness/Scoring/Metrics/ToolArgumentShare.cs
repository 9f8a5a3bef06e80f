using EvalHarness.Core;
using EvalHarness.Scoring.Calls;

namespace EvalHarness.Scoring.Metrics;

/// <summary>Mean over samples of the share of arguments that are right among those that the answer or the target has. Ours.</summary>
/// <remarks>
/// Calls are paired by the names of their tools, the likest first; a call without a counterpart has all its arguments wrong. Where there
/// are no arguments at all, a sample counts 1 if the right tools are called and 0 otherwise.
/// </remarks>
/// <param name="Order">Whether the order of several calls counts; <c>any</c> by default.</param>
/// <param name="Texts">When two texts among the arguments are the same; <c>exact</c> by default.</param>
[Keyword("tool_argument_share")]
public sealed record ToolArgumentShare(CallOrder Order = CallOrder.Any, TextEquality Texts = TextEquality.Exact)
    : IMetric,
        ICallMeasure
{
    /// <inheritdoc/>
    public string Name => "tool_argument_share";

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsMean => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics.Put(Share(sample));

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);

    private double Share(in ScoredSample sample)
    {
        double best = 0;
        foreach (string target in sample.Answer is null ? [] : sample.AllTargets())
        {
            var match = new CallMatch(sample.Answer!, target, Order, Texts);
            var (right, all) = match.Arguments();
            double share =
                all > 0 ? (double)right / all
                : match.HasRightNames() ? 1
                : 0;
            best = Math.Max(best, share);
        }

        return best;
    }
}
