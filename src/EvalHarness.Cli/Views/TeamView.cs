using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Whom cascades and routers asked, a line each, below a leaderboard.</summary>
internal static class TeamView
{
    public static void Write(IAnsiConsole console, TaskComparison task)
    {
        foreach (var (model, team) in task.Models.Select(model => (model.Model, model.Team)))
        {
            if (team is null)
            {
                continue;
            }

            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{model}: {TeamText.Asked(team)}[/]");
            if (TeamText.Blind(team) is { } blind)
            {
                console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]note[/] {model}: {blind}");
            }
        }
    }
}
