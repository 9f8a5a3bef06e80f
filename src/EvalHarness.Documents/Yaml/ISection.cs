using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>
/// A section of a suite that a room further up reads: a class found by its keyword, which is the section's key. It says
/// what the section is read into, and what is wrong between its keys, so that the records themselves know no rules. Suites
/// know the section as a node alone, and yet its faults are told with all others.
/// </summary>
public interface ISection
{
    /// <summary>The type of the record that the section is read into.</summary>
    Type Record { get; }

    /// <summary>What is wrong between the keys of the section.</summary>
    /// <param name="record">The record that was read, as far as it could be.</param>
    /// <param name="node">The section as it was written.</param>
    /// <param name="isWhole">Whether every key was read; where not, only names are checked.</param>
    IEnumerable<Fault> Check(object record, YamlNode node, bool isWhole);
}
