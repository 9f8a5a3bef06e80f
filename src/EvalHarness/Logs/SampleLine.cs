using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>A line of <c>samples.jsonl</c>.</summary>
internal sealed class SampleLine
{
    public string Task { get; set; } = "";
    public string Sample { get; set; } = "";
    public string[]? Targets { get; set; }
    public string? Cluster { get; set; }
    public IReadOnlyDictionary<string, string>? Slices { get; set; }
    public IReadOnlyDictionary<string, string>? Fields { get; set; }
    public string? File { get; set; }
    public int Line { get; set; }
    public int Column { get; set; }
    public string? Content { get; set; }
    public ImageLine[]? Images { get; set; }

    /// <summary>Its place among all samples of the task, from 0; only where the run holds a part of them.</summary>
    public int? Place { get; set; }

    /// <summary>The turns of its conversation before it, each without task and turns of its own.</summary>
    public SampleLine[]? Earlier { get; set; }

    public static SampleLine From(string task, Sample sample) =>
        new()
        {
            Task = task,
            Sample = sample.Id,
            Targets = sample.Targets.IsDefaultOrEmpty ? null : [.. sample.Targets],
            Cluster = sample.Cluster,
            Slices = sample.Slices.Count == 0 ? null : Ordered(sample.Slices),
            Fields = sample.Fields.Count == 0 ? null : Ordered(sample.Fields),
            File = sample.Source.File,
            Line = sample.Source.Line,
            Column = sample.Source.Column,
            Content = sample.ContentHash,
            Images = ImageLine.From(sample.Images),
            Earlier = sample.Earlier.IsDefaultOrEmpty ? null : [.. sample.Earlier.Select(turn => From("", turn))],
        };

    public Sample ToSample() =>
        new(
            Sample,
            Fields ?? ImmutableDictionary<string, string>.Empty,
            Targets is null ? [] : [.. Targets],
            new Location(File ?? "", Line, Column)
        )
        {
            Cluster = Cluster,
            Slices = Slices ?? ImmutableDictionary<string, string>.Empty,
            ContentHash = Content ?? "",
            Images = ImageLine.Read(Images),
            Earlier = Earlier is null ? [] : [.. Earlier.Select(turn => turn.ToSample())],
        };

    /// <summary>Immutable ones are in the order of hashes that differ from process to process: equal samples are equal bytes.</summary>
    private static IReadOnlyDictionary<string, string> Ordered(IReadOnlyDictionary<string, string> values) =>
        values is ImmutableDictionary<string, string>
            ? new SortedDictionary<string, string>(values.ToDictionary(), StringComparer.Ordinal)
            : values;
}
