using EvalHarness.NUnit;
using NUnit.Framework;

namespace EvalHarness.Tests.Samples;

/// <summary>Gates in code, of suites/README.md.</summary>
[Explicit("its suite is not here")]
public sealed class GateCodeSamples
{
    [Test]
    public async Task Gates_may_be_stated_in_code()
    {
        var run = await Eval.RunAsync("evals/finance/headlines.yaml");
        Assert.That(run, Evals.Metric("sentiment/accuracy").Of("finance-lora").NotWorseThan("gpt-4o").By(0.02));
        Assert.That(run, Evals.Metric("sentiment/accuracy").Of("finance-lora").Where("difficulty=hard").AtLeast(0.6));
        Assert.That(run, Evals.Outcome("refused").Of("finance-lora").AtMost(0.02));
    }
}
