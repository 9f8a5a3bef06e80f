using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>
/// A section of a suite that a room further up reads: a record found by its keyword, which is the section's key. Suites
/// know it as a node alone, and yet its faults are told with all others.
/// </summary>
public interface ISection
{
    /// <summary>What is wrong between the keys of the section.</summary>
    /// <param name="node">The section as it was written.</param>
    /// <param name="isWhole">Whether every key was read; where not, only names are checked.</param>
    IEnumerable<Fault> Check(YamlNode node, bool isWhole);
}
