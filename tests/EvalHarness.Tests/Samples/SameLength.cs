using EvalHarness.Core;
using EvalHarness.Scoring;

namespace EvalHarness.Tests.Samples;

/// <summary>Share of answers that are as long as the target.</summary>
/// <param name="Slack">Characters by which it may differ; 0 by default.</param>
[Keyword("same_length")]
public sealed record SameLength(int Slack = 0) : IMetric
{
    public string Name => "same_length";

    public int Width => 2;

    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        int apart = Math.Abs((sample.Answer?.Length ?? 0) - sample.Targets[0].Length);
        statistics[0] = apart <= Slack ? 1 : 0;
        statistics[1] = 1;
    }

    public double? Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? totals[0] / totals[1] : null;
}
