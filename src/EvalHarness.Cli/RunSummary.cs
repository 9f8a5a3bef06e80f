using EvalHarness.Cli.Views;
using EvalHarness.Core;
using EvalHarness.Runs;

namespace EvalHarness.Cli;

/// <summary>What an execution of a run did, in one line.</summary>
internal static class RunSummary
{
    public static string Of(RunResult run)
    {
        long teams = run.Models.Where(model => model.IsTeam).Sum(model => model.Outcomes.Values.Sum());
        long settled = run.Models.Sum(model => model.Outcomes.Values.Sum()) - teams;
        long cached = run.Models.Sum(model => model.Cached);
        long failed = run.Models.Sum(model => model.Outcomes.GetValueOrDefault(Outcome.Failed));
        var parts = new List<string> { $"{Plurals.Count(settled - cached, "request")} asked" };
        if (cached > 0)
        {
            parts.Add(FormattableString.Invariant($"{cached:N0} served from answers given before"));
        }

        if (teams > 0)
        {
            parts.Add($"{Plurals.Count(teams, "answer")} of teams made from them");
        }

        if (run.Resumed > 0)
        {
            parts.Add(FormattableString.Invariant($"{run.Resumed:N0} already in the log"));
        }

        if (failed > 0)
        {
            parts.Add(FormattableString.Invariant($"{failed:N0} failed"));
        }

        decimal spent = run.Models.Sum(model => model.SpentUsd);
        if (spent > 0)
        {
            parts.Add($"${Numbers.Money(spent)} spent");
        }

        parts.AddRange(
            run.Models.Where(model => model.Stopped is not null)
                .Select(model => $"{model.Model} stopped: {model.Stopped}")
        );
        return string.Join(", ", parts);
    }
}
