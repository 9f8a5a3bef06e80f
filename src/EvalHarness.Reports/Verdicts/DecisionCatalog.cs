using System.Collections.Immutable;
using System.Reflection;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Reports.Drawings;
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

    /// <summary>The components of the page that is signed, in their order.</summary>
    public static IEnumerable<Type> Sheet => Of(place => place == DecisionPlace.Sheet).Select(found => found.Component);

    /// <summary>The components of the details, in their order: neighbours that are as wide as the page, or half as wide, together.</summary>
    public static ImmutableArray<(bool IsWide, ImmutableArray<Type> Components)> Details
    {
        get
        {
            var groups = ImmutableArray.CreateBuilder<(bool IsWide, ImmutableArray<Type> Components)>();
            foreach (var (component, section) in Of(place => place != DecisionPlace.Sheet))
            {
                bool isWide = section.Place == DecisionPlace.WideDetails;
                if (groups.Count > 0 && groups[^1].IsWide == isWide)
                {
                    groups[^1] = (isWide, groups[^1].Components.Add(component));
                }
                else
                {
                    groups.Add((isWide, [component]));
                }
            }

            return groups.ToImmutable();
        }
    }

    /// <summary>The tables of all sections that hold something.</summary>
    public static IEnumerable<ReportTable> Tables(DecisionAccount account) =>
        Sections
            .SelectMany(found => ((DecisionSection)Activator.CreateInstance(found.Component)!).Tables(account))
            .Where(table => table.Rows.Length > 0);

    /// <summary>The pictures of all sections.</summary>
    public static IEnumerable<Drawing> Drawings(DecisionAccount account) =>
        Sections.SelectMany(found => ((DecisionSection)Activator.CreateInstance(found.Component)!).Drawings(account));

    private static IEnumerable<(Type Component, DecisionSectionAttribute Section)> Of(
        Func<DecisionPlace, bool> isMeant
    ) => Sections.Where(found => isMeant(found.Section.Place));
}
