using System.Globalization;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Findings;

/// <summary>Whom a team asked, in words; terminal and report say the same.</summary>
public static class TeamText
{
    /// <summary>Whom it asked for how many answers, for example <c>asked big for 37 of 100 answers (37.0 %)</c>.</summary>
    /// <param name="team">What the team did.</param>
    public static string Asked(TeamWork team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var members = team.Members.Select(
            (member, place) =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{member.Model} for {member.Asked:N0}{(place == 0 ? $" of {team.Answers:N0} answers" : "")} ({100 * Share(member, team):0.0} %)"
                )
        );
        return "asked " + string.Join(", ", members);
    }

    /// <summary>What is wrong where the model asked first never says how sure it is; null when it does.</summary>
    /// <param name="team">What the team did.</param>
    public static string? Blind(TeamWork team)
    {
        ArgumentNullException.ThrowIfNull(team);
        return team.Blind == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{team.Members[0].Model} gave no probability with {team.Blind:N0} of {team.Answers:N0} answers, and what it is not known to be sure of goes on to the next model; ask for them (generation: {{ logprobs: 1 }}) or put a model first that gives them"
            );
    }

    private static double Share(TeamMember member, TeamWork team) => (double)member.Asked / team.Answers;
}
