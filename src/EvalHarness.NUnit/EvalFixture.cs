using EvalHarness.Testing;
using NUnit.Framework;

namespace EvalHarness.NUnit;

/// <summary>Base of a fixture whose tests are the gates of the suites that <see cref="EvalSuiteAttribute"/> names.</summary>
/// <remarks>
/// Metrics, answer formats, dataset readers and model providers (any <c>IChatClient</c>) that the test project declares as
/// records with a keyword are words of its suites: nothing has to be registered. So are its evaluators (any <c>IEvaluator</c>) by their
/// types; instances, and clients that stand for models, are given by <see cref="EvalSuiteAttribute.Options"/>.
/// <example>
/// <code>
/// [EvalSuite("evals/finance/*.yaml")]
/// public sealed class FinanceEvals : EvalFixture { }
/// </code>
/// </example>
/// </remarks>
public abstract class EvalFixture
{
    /// <summary>One test a suite for its validity, and one a gate and model.</summary>
    /// <param name="test">What is tested.</param>
    [GateTests]
    public async Task Holds(EvalTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        test.ThrowIfBroken();
        var run = await SuiteRuns.RunAsync(test.Suite!, test.Options, TestContext.CurrentContext.CancellationToken);
        if (test.Gate is null)
        {
            await Attachments.AddAsync(run);
            Verdicts.ThrowIfIncomplete(run);
            return;
        }

        if (test.ResultIn(run) is not { } result)
        {
            Assert.Ignore($"{test.Model} is left out of this run: {test.WhyLeftOut(run)}");
            return;
        }

        await Attachments.AddAsync(run);
        Verdicts.Report(result);
    }
}
