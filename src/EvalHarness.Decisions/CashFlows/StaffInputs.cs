using System.Collections.Immutable;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>What an option's level of mastery adds to its costs and to the months until it serves.</summary>
internal static class StaffInputs
{
    /// <summary>The levels that the team has to reach for an option, the lowest first; none for the incumbent, which it runs already.</summary>
    public static ImmutableArray<Mastery> ToReach(DecisionSpec spec, OptionSpec option) =>
        spec.Team is { Levels: not null } team && option.Id != spec.Incumbent
            ? [.. Enum.GetValues<Mastery>().Where(level => level > team.Mastery && level <= Rungs.MasteryOf(option))]
            : [];

    /// <summary>What an option costs a month whatever the volume, the staff of its level included.</summary>
    public static Parameter PerMonth(DecisionSpec spec, OptionSpec option, ParameterDraws draws)
    {
        var own = draws[OptionParameters.FixedCost, option.Id];
        return spec.Team?.Levels is null
            ? own
            : Sum($"running.{option.Id}", own, [StaffParameters.StaffOf(Rungs.MasteryOf(option))], draws);
    }

    /// <summary>What is paid once for an option, reaching its level included.</summary>
    public static Parameter OneOff(DecisionSpec spec, OptionSpec option, ParameterDraws draws) =>
        Sum(
            $"once.{option.Id}",
            draws[OptionParameters.OneOff, option.Id],
            [.. ToReach(spec, option).Select(StaffParameters.CostOf)],
            draws
        );

    /// <summary>The months until an option serves, reaching its level included.</summary>
    public static Parameter Lead(DecisionSpec spec, OptionSpec option, ParameterDraws draws) =>
        Sum(
            $"until.{option.Id}",
            draws[OptionParameters.Lead, option.Id],
            [.. ToReach(spec, option).Select(StaffParameters.MonthsOf)],
            draws
        );

    private static Parameter Sum(
        string name,
        Parameter own,
        ImmutableArray<DecisionParameter> levels,
        ParameterDraws draws
    )
    {
        if (levels.IsEmpty)
        {
            return own;
        }

        Parameter[] parts = [own, .. levels.Select(level => draws[level])];
        return draws.Derived(name, draw => parts.Sum(part => part[draw]), [.. parts]);
    }
}
