using EvalHarness.Core;
using EvalHarness.Scoring;

namespace EvalHarness.Tests.Suites;

[Keyword("accuracy")]
public sealed record TestAccuracy : IMetric
{
    public string Name => "accuracy";
    public int Width => 2;

    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics[1] = 1;

    public double? Value(ReadOnlySpan<double> totals) => null;
}

[Keyword("macro_f1")]
public sealed record TestMacroF1 : IMetric
{
    public string Name => "macro_f1";
    public int Width => 2;

    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics[1] = 1;

    public double? Value(ReadOnlySpan<double> totals) => null;
}
