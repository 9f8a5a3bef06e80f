using EvalHarness.Core;
using EvalHarness.Decisions.Specs;
using EvalHarness.Yaml;

namespace EvalHarness.Decisions.Rules;

/// <summary>The section <c>decision:</c>, whose faults are what makes a decision incomputable, each with its place.</summary>
[Keyword("decision")]
internal sealed class DecisionSection : ISection
{
    /// <inheritdoc/>
    public Type Record => typeof(DecisionSpec);

    /// <inheritdoc/>
    public IEnumerable<Fault> Check(object record, YamlNode node, bool isWhole)
    {
        var spec = (DecisionSpec)record;
        var findings = isWhole ? Validity.Check(spec) : Names(spec, [.. DecisionPlaces.Options(node)]);
        return findings.Select(finding => finding.ToFault(DecisionPlaces.Of(node, finding)));
    }

    /// <summary>Names are missed where all that there are could be read: one misspelt key is one fault.</summary>
    private static IEnumerable<Finding> Names(DecisionSpec spec, string?[] written) =>
        written.Contains(null) ? [] : UnknownNames.Check(spec, written!);
}
