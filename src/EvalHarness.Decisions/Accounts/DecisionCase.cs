using System.Collections.Immutable;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Yaml;

namespace EvalHarness.Decisions.Accounts;

/// <summary>A decision with all that bears on its answer.</summary>
/// <param name="Spec">The decision as it was written.</param>
public sealed record DecisionCase(DecisionSpec Spec)
{
    /// <summary>Where it was written: places in messages and the stamp come from it; null where it was not.</summary>
    public YamlNode? Section { get; init; }

    /// <summary>What was measured of its options; null where nothing was.</summary>
    public MeasuredInputs? Measured { get; init; }

    /// <summary>The run of the suite that the decision belongs to; null where there is none.</summary>
    public StampedRun? Run { get; init; }

    /// <summary>Assumptions changed for a trial; none by default.</summary>
    public ImmutableArray<WhatIf> WhatIfs { get; init; } = [];

    /// <summary>The case of a section.</summary>
    /// <param name="section">The value of the key <c>decision:</c>, or a whole file.</param>
    /// <param name="catalog">The words that it may use; those of this package by default.</param>
    /// <param name="environment">The value of an environment variable, null when it is not set; none is by default.</param>
    public static DecisionCase Of(
        YamlNode section,
        Catalog? catalog = null,
        Func<string, string?>? environment = null
    ) => new(DecisionReader.Read(section, catalog, environment)) { Section = section };
}
