using System.Collections.Immutable;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>What holds between the sections of a suite.</summary>
internal static class SuiteChecks
{
    public static void Check(SuiteSpec spec, YamlMapping root, ImmutableArray<SkippedModel> skipped, Findings findings)
    {
        _ = (spec, root, skipped, findings);
    }
}
