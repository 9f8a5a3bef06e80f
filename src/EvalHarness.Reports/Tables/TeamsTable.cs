using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>Whom cascades and routers asked.</summary>
internal static class TeamsTable
{
    /// <summary>A row for each member of each team.</summary>
    public static ReportTable Of(TaskView view) =>
        new(
            "teams",
            "Whom cascades and routers asked",
            [
                new("model", "team"),
                new("member", "model asked"),
                new("asked", "asked for", true),
                new("share", "share of answers", true),
                new("answered", "answers taken", true),
                new("without_probability", "first gave no probability", true),
                new("without_answer", "first gave no usable answer", true),
            ],
            [
                .. from model in view.Task.Models
                let team = model.Team
                where team is not null
                from member in team.Members
                select Row(model.Model, team, member),
            ]
        );

    private static ImmutableArray<Cell> Row(string model, TeamWork team, TeamMember member)
    {
        double share = (double)member.Asked / team.Answers;
        return
        [
            model,
            member.Model,
            Cell.Of(member.Asked),
            Cell.Of(share, FormattableString.Invariant($"{100 * share:0.0} %")),
            Cell.Of(member.Answered),
            Cell.Of(team.Blind),
            Cell.Of(team.Unusable),
        ];
    }
}
