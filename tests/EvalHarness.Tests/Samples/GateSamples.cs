using EvalHarness.Conclusions;
using EvalHarness.NUnit;
using NUnit.Framework;

namespace EvalHarness.Tests.Samples;

/// <summary>The fixtures of README.md and suites/README.md. They name suites of their reader's, so they are compiled and not run.</summary>
public static class GateSamples
{
    /// <summary>That of README.md.</summary>
    public static class Root
    {
        [Explicit("its suites are not here")]
        [EvalSuite("evals/*.yaml")]
        public sealed class FinanceEvals : EvalFixture { }
    }

    /// <summary>Those of suites/README.md.</summary>
    public static class Suites
    {
        [Explicit("its suites are not here")]
        [EvalSuite("evals/finance/*.yaml")] // one test a gate and model, one a suite for its validity
        public sealed class FinanceEvals : EvalFixture;

        [Explicit("its suite is not here")]
        [EvalSuite("evals/policy.yaml", Options = nameof(Own))]
        public sealed class PolicyEvals : EvalFixture
        {
            private static EvaluationOptions Own { get; } =
                new() { Evaluators = { ["grounded"] = new GroundedEvaluator("rules.json") } };
        }
    }
}
