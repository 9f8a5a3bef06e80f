using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EvalHarness.Comparisons.Histories;

namespace EvalHarness.Reports.Sites;

/// <summary>What a site remembers between two publishings: what it wrote, of what, and what it knows of runs.</summary>
/// <remarks>A function of the runs, the options and the program alone: it holds no time and no place of a folder.</remarks>
internal sealed record SiteState
{
    public const string File = ".evalharness-site.json";
    public const string CurrentSchema = "evalharness/site/1";

    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The build of the program that wrote it; another makes everything anew.</summary>
    public string Program { get; init; } = "";

    /// <summary>The runs, by suite and id.</summary>
    public SortedDictionary<string, RunEntry> Runs { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Steps between runs, by the keys of the two.</summary>
    public SortedDictionary<string, ImmutableArray<ModelStep>> Steps { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The files of the site, by their path in it.</summary>
    public SortedDictionary<string, PageEntry> Pages { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>A run that the site shows.</summary>
/// <param name="Key">Hash of the files of its log.</param>
/// <param name="Facts">What the site knows of it.</param>
internal sealed record RunEntry(string Key, RunFacts Facts);

/// <summary>A file of the site.</summary>
/// <param name="Key">Hash of what it was made of.</param>
/// <param name="Hash">Hash of its bytes; empty while it is written.</param>
internal sealed record PageEntry(string Key, string Hash);

[JsonSourceGenerationOptions(
    WriteIndented = false,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SiteState))]
internal sealed partial class SiteJson : JsonSerializerContext;
