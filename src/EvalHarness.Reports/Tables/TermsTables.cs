using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Reports.Tables;

/// <summary>Licenses and terms as they were declared, in the words of the suite.</summary>
internal static class TermsTables
{
    private const string Unknown = "unknown";

    /// <summary>A row for each model.</summary>
    public static ReportTable Models(DeclaredTerms terms) =>
        new(
            "terms-models",
            "Licenses and terms of the models",
            [
                new("model", "model"),
                new("license", "license"),
                new("outputs_may_train", "outputs may train"),
                new("data_leaves", "data leaves"),
                new("data_kept", "data kept"),
                new("regions", "regions"),
                new("trained_from", "trained from"),
                new("source", "declared from"),
                new("conflicts", "collides"),
            ],
            [
                .. terms.Models.Select(model =>
                    (ImmutableArray<Cell>)
                        [
                            model.Model,
                            model is { NeedsNoLicense: true, License: null } ? "" : Id(model.License),
                            Word(model.Terms?.OutputsMayTrain),
                            Word(model.Terms?.DataLeaves),
                            Word(model.Terms?.DataKept),
                            Places(model.Terms?.Regions),
                            string.Join(", ", model.TrainedFrom ?? []),
                            Origins(model.License, model.Terms?.Source, model.Terms?.AsOf),
                            Count(terms.Conflicts.Count(one => one.Model == model.Model)),
                        ]
                ),
            ]
        );

    /// <summary>A row for the data set of each task.</summary>
    public static ReportTable Datasets(DeclaredTerms terms) =>
        new(
            "terms-datasets",
            "Licenses and terms of the data sets",
            [
                new("task", "task"),
                new("file", "data set"),
                new("license", "license"),
                new("may_train", "may train"),
                new("may_leave", "may leave"),
                new("regions", "regions"),
                new("source", "declared from"),
                new("conflicts", "collides"),
            ],
            [
                .. terms.Datasets.Select(data =>
                    (ImmutableArray<Cell>)
                        [
                            data.Task,
                            data.File,
                            Id(data.License),
                            Word(data.Terms?.MayTrain),
                            Word(data.Terms?.MayLeave),
                            data.Terms?.Regions is { } regions ? string.Join(", ", regions) : "no bound declared",
                            Origins(data.License, data.Terms?.Source, data.Terms?.AsOf),
                            Count(terms.Conflicts.Count(one => one.Task == data.Task)),
                        ]
                ),
            ]
        );

    /// <summary>A license by its id, as it was declared.</summary>
    public static string Id(License? license) => license is { IsKnown: true } ? license.Id : Unknown;

    /// <summary>A declaration in the suite's own word; what nobody declares is unknown.</summary>
    public static string Word(YesNo? declared) => (declared ?? YesNo.Unknown).ToString().ToLowerInvariant();

    /// <summary>Places as they were declared.</summary>
    public static string Places(ImmutableArray<string>? regions) =>
        regions is { IsEmpty: false } places ? string.Join(", ", places) : Unknown;

    /// <summary>Where license and terms were read, and when; as the suite says it, which may be nowhere.</summary>
    public static string Origins(License? license, string? source, DateOnly? asOf) =>
        string.Join(
            "; ",
            new[] { Origin(license?.Source, license?.AsOf), Origin(source, asOf) }
                .Where(one => one.Length > 0)
                .Distinct()
        );

    private static string Origin(string? source, DateOnly? asOf) =>
        string.Join(
            ", ",
            new[] { source, asOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }.OfType<string>()
        );

    private static Cell Count(int conflicts) => conflicts == 0 ? "" : conflicts.ToString(CultureInfo.InvariantCulture);
}
