using System.Collections.Immutable;
using System.Reflection;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports.Verdicts;

/// <summary>The sections of a decision, found by their attribute.</summary>
internal static class DecisionCatalog
{
    private static readonly ImmutableArray<(Type Component, DecisionSectionAttribute Section)> Sections =
    [
        .. typeof(DecisionCatalog)
            .Assembly.GetTypes()
            .Select(type => (type, section: type.GetCustomAttribute<DecisionSectionAttribute>()!))
            .Where(found => found.section is not null)
            .OrderBy(found => found.section.Order),
    ];

    /// <summary>The components of a place, in their order.</summary>
    public static IEnumerable<Type> Of(DecisionPlace place) =>
        Sections.Where(found => found.Section.Place == place).Select(found => found.Component);

    /// <summary>The tables of the sections of a place that hold something.</summary>
    public static IEnumerable<ReportTable> Tables(DecisionPlace place, DecisionAccount account) =>
        Of(place)
            .SelectMany(component => ((DecisionSection)Activator.CreateInstance(component)!).Tables(account))
            .Where(table => table.Rows.Length > 0);
}
