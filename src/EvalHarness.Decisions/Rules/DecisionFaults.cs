using EvalHarness.Core;
using EvalHarness.Decisions.Specs;
using EvalHarness.Yaml;

namespace EvalHarness.Decisions.Rules;

/// <summary>What makes a decision incomputable, each with its place in the file.</summary>
internal static class DecisionFaults
{
    /// <summary>The faults of a decision that was read.</summary>
    /// <param name="spec">The decision, as far as it could be read.</param>
    /// <param name="section">Where it was written.</param>
    /// <param name="isWhole">Whether every key was read; where not, names alone are checked.</param>
    public static IEnumerable<Fault> Of(DecisionSpec spec, YamlNode section, bool isWhole) =>
        from finding in isWhole ? ValidityRules.Check(spec) : Names(spec, [.. DecisionPlaces.Options(section)])
        select finding.ToFault(DecisionPlaces.Of(section, finding));

    /// <summary>Names are missed where all that there are could be read: one misspelt key is one fault.</summary>
    private static IEnumerable<Finding> Names(DecisionSpec spec, string?[] written) =>
        written.Contains(null) ? [] : NameRules.Check(spec, written!);
}
