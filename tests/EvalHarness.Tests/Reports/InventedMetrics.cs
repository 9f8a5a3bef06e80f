using System.Collections.Immutable;
using EvalHarness.Scoring;

namespace EvalHarness.Tests.Reports;

internal sealed record RightOrWrong : IMetric
{
    public string Name => "accuracy";

    public int Width => 2;

    public bool IsBinary => true;

    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        statistics[0] = sample.Answer is { } answer && sample.Targets.Contains(answer) ? 1 : 0;
        statistics[1] = 1;
    }

    public double? Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? totals[0] / totals[1] : null;
}

internal sealed record LabelF1(ImmutableArray<string> Labels) : IMetric
{
    public string Name => "macro_f1";

    public int Width => Labels.Length * 3;

    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        for (var label = 0; label < Labels.Length; label++)
        {
            var (wanted, given) = (sample.Targets.Contains(Labels[label]), sample.Answer == Labels[label]);
            statistics[label * 3] = wanted && given ? 1 : 0;
            statistics[(label * 3) + 1] = given ? 1 : 0;
            statistics[(label * 3) + 2] = wanted ? 1 : 0;
        }
    }

    public double? Value(ReadOnlySpan<double> totals)
    {
        var sum = 0.0;
        for (var label = 0; label < Labels.Length; label++)
        {
            var all = totals[(label * 3) + 1] + totals[(label * 3) + 2];
            sum += all > 0 ? 2 * totals[label * 3] / all : 0;
        }

        return sum / Labels.Length;
    }
}
