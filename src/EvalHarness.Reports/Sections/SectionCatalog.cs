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
        [.. Entries.Where(entry => entry.Section.Place == place && entry.Make<ReportSection>().Applies(report))];

    /// <summary>The sections of a task that have something to say.</summary>
    public static ImmutableArray<SectionEntry> Of(TaskView task) =>
        [.. Entries.Where(entry => entry.Section.Place == Place.Task && entry.Make<TaskSection>().Applies(task))];

    /// <summary>Those of them that the page shows.</summary>
    public static ImmutableArray<SectionEntry> Shown(TaskView task) =>
        [.. Of(task).Where(entry => entry.Make<TaskSection>().IsShown(task))];
}
