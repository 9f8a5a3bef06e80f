using EvalHarness.Testing;

namespace EvalHarness.MSTest.Sample;

/// <summary>Gates of a suite as MSTest tests: what does not hold is an exception.</summary>
[TestClass]
public sealed class HeadlineEvals
{
    private const string Suite = "suites/finance/entities.yaml";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_suite_holds_its_gates()
    {
        var run = await Evals.AssertAsync(Suite, cancellationToken: TestContext.CancellationToken);

        Assert.IsFalse(run.Gates.IsEmpty);
    }

    [TestMethod]
    public async Task A_gate_of_the_test_that_does_not_hold_is_an_exception()
    {
        var run = await SuiteRuns.RunAsync(Suite, TestContext.CancellationToken);
        var never = run.Gates[0].Gate with { AtLeast = 1, BetterThan = null, NotWorseThan = null, Within = null };

        Assert.ThrowsExactly<GateException>(() => Evals.Assert(run, never));
    }
}
