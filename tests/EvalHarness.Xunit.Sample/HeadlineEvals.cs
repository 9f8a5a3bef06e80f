using EvalHarness.Comparisons.Gates;
using EvalHarness.Testing;
using Xunit;

namespace EvalHarness.Xunit.Sample;

/// <summary>Gates of a suite as xunit tests: what does not hold is an exception.</summary>
public sealed class HeadlineEvals
{
    private const string Suite = "suites/finance/entities.yaml";

    [Fact]
    public async Task The_suite_holds_its_gates()
    {
        var run = await Evals.AssertAsync(Suite);

        Assert.All(run.Gates, gate => Assert.Equal(GateVerdict.Pass, gate.Verdict));
    }

    [Fact]
    public async Task A_gate_of_the_test_that_does_not_hold_names_difference_and_samples()
    {
        var run = await SuiteRuns.RunAsync(Suite);
        var never = run.Gates[0].Gate with { AtLeast = 1, BetterThan = null, NotWorseThan = null, Within = null };

        var failed = Assert.Throws<GateException>(() => Evals.Assert(run, never));

        Assert.Contains("at least 100 %", failed.Message, StringComparison.Ordinal);
    }
}
