using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>One item of a dataset.</summary>
/// <param name="Id">Unique in its task: the dataset's own id, or a stable hash of the content.</param>
/// <param name="Fields">What a prompt may show, by field name; nested values as JSON text.</param>
/// <param name="Targets">Right answers, any of which is right; empty when the dataset has none.</param>
/// <param name="Source">The line of the data file that it was read from.</param>
public sealed record Sample(
    string Id,
    IReadOnlyDictionary<string, string> Fields,
    ImmutableArray<string> Targets,
    Location Source
)
{
    /// <summary>The group within which samples are not independent (a company, a document); null when none is named.</summary>
    public string? Cluster { get; init; }

    /// <summary>Values of the fields by which scores are broken down, by field name.</summary>
    public IReadOnlyDictionary<string, string> Slices { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The turns of its conversation before it, first to last, each without turns of its own; empty outside conversations.</summary>
    public ImmutableArray<Sample> Earlier { get; init; } = [];

    /// <summary>Pictures that its prompt shows, in order; none by default.</summary>
    public ImmutableArray<Image> Images { get; init; } = [];

    /// <summary>Hash of fields, targets and the bytes of pictures, and of the turns before, hexadecimal: equal content, equal hash, whatever the file or the id.</summary>
    public string ContentHash { get; init; } = "";
}
