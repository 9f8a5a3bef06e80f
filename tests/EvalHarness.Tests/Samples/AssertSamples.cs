using EvalHarness.Core;
using EvalHarness.Testing;

namespace EvalHarness.Tests.Samples;

/// <summary>Gates in frameworks of any kind, as suites/README.md shows them.</summary>
internal static class AssertSamples
{
    public static async Task InAnyFrameworkAsync()
    {
        var run = await Evals.AssertAsync("evals/finance/headlines.yaml"); // all gates of the suite
        Evals.Assert(run, new GateSpec("finance-lora", "sentiment/accuracy", AtLeast: 0.8));
    }
}
