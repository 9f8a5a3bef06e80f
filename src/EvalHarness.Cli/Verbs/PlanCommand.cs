using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Conclusions;
using EvalHarness.Core;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness plan</c>: prompts of the first samples, requests, tokens and cost; asks no model.</summary>
internal static class PlanCommand
{
    public static Command Create(Terminal terminal)
    {
        var suites = Arguments.Suites();
        var results = Arguments.Results();
        var samples = new NumberOption<int>("--samples", NumberRange.From(0), "-n")
        {
            Description = "Samples of each task whose prompts are shown.",
            Otherwise = 2,
        };
        var shard = Shards.Option();
        return new Command("plan", "Show prompts, requests, tokens and cost of a suite; asks no model.")
        {
            suites,
            results,
            samples,
            shard,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                var options = Verb.Options(catalog, parsed.GetRequiredValue(results)) with
                {
                    Shard = Shards.Read(parsed.GetValue(shard)),
                };
                var faults = new List<Fault>();
                foreach (
                    var suite in await Verb.ReadSuitesAsync(
                        terminal,
                        parsed.GetRequiredValue(suites),
                        options,
                        cancellationToken
                    )
                )
                {
                    using var plan = await Evaluation.PlanAsync(suite, options, cancellationToken);
                    var estimates = await PlanView.WriteAsync(
                        terminal,
                        plan,
                        parsed.NumberOf(samples),
                        cancellationToken
                    );
                    faults.AddRange(BudgetFaults.Of(plan.Suite, estimates));
                }

                return faults.Count == 0 ? ExitCode.Good : throw new DocumentException(faults);
            }
        );
    }
}
