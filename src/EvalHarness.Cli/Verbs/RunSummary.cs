using EvalHarness.Cli.Views;
using EvalHarness.Core;
using EvalHarness.Runs;

namespace EvalHarness.Cli.Verbs;

/// <summary>What an execution of a run is about to do, and what it did.</summary>
internal static class RunSummary
{
    /// <summary>What is worth a look before anything is asked, and in one line what will be asked.</summary>
    public static IEnumerable<string> Of(RunPlan plan)
    {
        int published = plan.Suite.Models.Length - plan.Models.Length;
        string known = published == 0 ? "" : FormattableString.Invariant($", {published} known by published scores");
        string part = plan.Header.Shards is { } shards ? $" ({shards})" : "";
        return plan.Header.Warnings.Append(
            FormattableString.Invariant(
                $"{plan.Suite.Name}{part}: {Plurals.Count(plan.Models.Length, "model")}{known}, {Plurals.Count(plan.Tasks.Sum(task => task.Samples), "sample")}, {Plurals.Count(plan.Requests, "request")}"
            )
        );
    }

    /// <summary>What was done, in one line.</summary>
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
