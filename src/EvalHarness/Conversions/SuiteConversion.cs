using System.Collections.Immutable;

namespace EvalHarness.Conversions;

/// <summary>A suite of another tool, written out as one of this tool.</summary>
/// <param name="Tool">The other tool.</param>
/// <param name="Name">Name of the suite.</param>
/// <param name="Suite">The suite as YAML, without what was refused; null where nothing is left of it.</param>
/// <param name="Files">Its data files, text by name, which lie beside it.</param>
/// <param name="Remarks">What became of each part, in the order in which they were met.</param>
public sealed record SuiteConversion(
    string Tool,
    string Name,
    string? Suite,
    ImmutableSortedDictionary<string, string> Files,
    ImmutableArray<ConversionRemark> Remarks
)
{
    /// <summary>Samples that the suite asks about; null where they are counted by no one yet.</summary>
    public int? Samples { get; init; }

    /// <summary>Whether any part was refused.</summary>
    public bool IsPartial => Remarks.Any(remark => remark.Fate == ConversionFate.Refused);
}
