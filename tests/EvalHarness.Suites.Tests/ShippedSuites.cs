using EvalHarness.NUnit;

namespace EvalHarness.Suites.Tests;

/// <summary>The suites of this repository, gated as a team would gate its own.</summary>
[EvalSuite("suites/*/*.yaml")]
public sealed class ShippedSuites : EvalFixture;
