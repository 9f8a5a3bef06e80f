using EvalHarness.Decisions.Specs;
using EvalHarness.Yaml;

namespace EvalHarness.Decisions.Rules;

/// <summary>What the levels of mastery leave open: levels that the team is not at, or that are not priced.</summary>
internal static class StaffDoubts
{
    public static IEnumerable<Finding> Check(DecisionSpec spec) =>
        spec.Team is { } team ? spec.Options.SelectMany(option => Check(team, option)) : [];

    private static IEnumerable<Finding> Check(TeamSpec team, OptionSpec option)
    {
        var needs = Rungs.MasteryOf(option);
        string word = Scalars.EnumWord(needs);
        var level = team.Levels?.Of(needs);
        if (needs > team.Mastery && level?.MonthsToReach is null && level?.CostToReach is null)
        {
            yield return new(
                FindingSeverity.Warning,
                "mastery",
                option.Id,
                $"\"{option.Id}\" needs a team that {SpecWords.Of(needs)} ({word}); this one {SpecWords.Of(team.Mastery)} ({Scalars.EnumWord(team.Mastery)})"
            );
        }

        if (team.Levels is null)
        {
            yield break;
        }

        if (level?.StaffPerMonth is null)
        {
            yield return new(
                FindingSeverity.Warning,
                "unpriced-level",
                option.Id,
                $"\"{option.Id}\" needs a team that {SpecWords.Of(needs)} ({word}), whose staff is not priced: it counts as 0"
            );
        }
        else if (option.FixedPerMonth.Distribution.Mean > 0)
        {
            yield return new(
                FindingSeverity.Note,
                "staff-twice",
                option.Id,
                $"the staff of a team that {SpecWords.Of(needs)} ({word}) comes on top of 'fixed_per_month', the cost of each month, of \"{option.Id}\": no one should be counted in both"
            );
        }
    }
}
