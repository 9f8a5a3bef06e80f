using System.Collections.Immutable;
using System.Reflection;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Sections;

/// <summary>The sections that this assembly holds, found by their attribute.</summary>
internal static class SectionCatalog
{
    private static readonly ImmutableArray<SectionEntry> Entries =
    [
        .. typeof(SectionCatalog)
            .Assembly.GetTypes()
            .Select(type => (type, section: type.GetCustomAttribute<SectionAttribute>()))
            .Where(found => found.section is not null)
            .Select(found => new SectionEntry(found.type, found.section!))
            .OrderBy(entry => entry.Section.Order),
    ];

    /// <summary>The sections of a report outside of its tasks that have something to say.</summary>
    public static ImmutableArray<SectionEntry> Of(ReportView report, Place place) =>
        [.. Entries.Where(entry => entry.Section.Place == place && Create<ReportSection>(entry).Applies(report))];

    /// <summary>The sections of a task that have something to say.</summary>
    public static ImmutableArray<SectionEntry> Of(TaskView task) =>
        [.. Entries.Where(entry => entry.Section.Place == Place.Task && Create<TaskSection>(entry).Applies(task))];

    private static T Create<T>(SectionEntry entry) => (T)Activator.CreateInstance(entry.Component)!;
}

/// <summary>A section with its component.</summary>
/// <param name="Component">Type of the component.</param>
/// <param name="Section">What its attribute says.</param>
public sealed record SectionEntry(Type Component, SectionAttribute Section);
