using System.Collections.Immutable;
using EvalHarness.Decisions.Specs;
using EvalHarness.Yaml;
using static EvalHarness.Decisions.Inputs.ParameterUnit;

namespace EvalHarness.Decisions.Inputs;

/// <summary>The parameters of the levels of mastery, in the order in which they are drawn and told.</summary>
internal static class StaffParameters
{
    private static readonly ImmutableArray<Mastery> Levels = [.. Enum.GetValues<Mastery>()];

    private static readonly ImmutableArray<DecisionParameter> Staff =
    [
        .. Levels.Select(level =>
            Of(
                level,
                "staff",
                "staff_per_month",
                Money,
                "staff of a team at {0} a month",
                one => one.StaffPerMonth,
                ParameterGroup.Costs
            )
        ),
    ];

    private static readonly ImmutableArray<DecisionParameter> Months =
    [
        .. Levels.Select(level =>
            Of(
                level,
                "months",
                "months_to_reach",
                ParameterUnit.Months,
                "time to reach {0}",
                one => one.MonthsToReach,
                ParameterGroup.Delivery
            )
        ),
    ];

    private static readonly ImmutableArray<DecisionParameter> Costs =
    [
        .. Levels.Select(level =>
            Of(
                level,
                "cost",
                "cost_to_reach",
                Money,
                "money to reach {0}",
                one => one.CostToReach,
                ParameterGroup.Costs
            )
        ),
    ];

    /// <summary>All of them, level by level.</summary>
    public static ImmutableArray<DecisionParameter> All { get; } =
    [.. Levels.SelectMany(level => new[] { StaffOf(level), MonthsOf(level), CostOf(level) })];

    /// <summary>The staff of a team at a level, a month.</summary>
    public static DecisionParameter StaffOf(Mastery level) => Staff[(int)level];

    /// <summary>The months to a level from the one below.</summary>
    public static DecisionParameter MonthsOf(Mastery level) => Months[(int)level];

    /// <summary>The money that it takes to reach a level from the one below.</summary>
    public static DecisionParameter CostOf(Mastery level) => Costs[(int)level];

    private static DecisionParameter Of(
        Mastery level,
        string name,
        string key,
        ParameterUnit unit,
        string words,
        Func<LevelSpec, Quantity?> stated,
        ParameterGroup group
    )
    {
        string word = Scalars.EnumWord(level);
        return new(
            $"team.{word}.{name}",
            $"team.levels.{word}.{key}",
            unit,
            words.Replace("{0}", word, StringComparison.Ordinal),
            spec => spec.Team?.Levels?.Of(level) is { } said ? stated(said) : null
        )
        {
            Group = group,
        };
    }
}
