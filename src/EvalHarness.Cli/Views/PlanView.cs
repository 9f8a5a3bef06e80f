using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Prompts;
using EvalHarness.Runs;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Shows what a run would ask and cost.</summary>
internal static class PlanView
{
    private const string AnAnswer = "(here stands the answer)";

    /// <returns>The estimates shown.</returns>
    public static async Task<ImmutableArray<PlanEstimate>> WriteAsync(
        Terminal terminal,
        RunPlan plan,
        int samples,
        CancellationToken cancellationToken
    )
    {
        foreach (string warning in plan.Header.Warnings)
        {
            terminal.Note(warning);
        }

        await WritePromptsAsync(terminal.Out, plan, samples, cancellationToken);
        var estimates = await new PlanEstimator(plan, terminal.Note).EstimateAsync(cancellationToken);
        terminal.Out.WriteLine();
        Board(plan, estimates).WriteTo(terminal);
        foreach (var model in plan.Header.Models.Where(model => model.Skipped is not null))
        {
            terminal.Out.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[grey]skipped {model.Name}: {model.Skipped ?? ""}[/]"
            );
        }

        foreach (string line in Batches(plan).Concat(Pictures(estimates)))
        {
            terminal.Write(line);
        }

        terminal.Write(Total(plan, estimates));
        return estimates;
    }

    private static async Task WritePromptsAsync(
        IAnsiConsole console,
        RunPlan plan,
        int samples,
        CancellationToken cancellationToken
    )
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in plan.Models.Where(model => !model.Model.Provider.IsLocal || plan.Models.All(IsLocal)))
        {
            var seen = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
            await foreach (var request in plan.RequestsAsync(model, cancellationToken))
            {
                var ids = seen.TryGetValue(request.Task, out var known) ? known : seen[request.Task] = [];
                if (ids.Count >= samples && !ids.Contains(request.Sample.Id))
                {
                    if (seen.Count == plan.Tasks.Length)
                    {
                        break;
                    }

                    continue;
                }

                ids.Add(request.Sample.Id);
                if (shown.Add(request.Prompt.Hash))
                {
                    Write(console, $"as {model.Model.Name} is asked", request);
                }
            }
        }

        if (samples > 0)
        {
            await foreach (var (judge, version, request) in plan.JudgePromptsAsync(AnAnswer, cancellationToken))
            {
                Write(console, $"as judge {judge} is asked, prompt {version[..8]}", request);
            }
        }
    }

    private static bool IsLocal(ModelPlan model) => model.Model.Provider.IsLocal;

    private static void Write(IAnsiConsole console, string how, Request request)
    {
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[bold]{request.Task} · {request.Sample.Id}[/] [grey]{how}[/]"
        );
        foreach (var turn in request.Prompt.Turns)
        {
            ImageView.Write(console, turn);
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[grey]{turn.Role.ToString().ToLowerInvariant(), 9}[/] {turn.Text}"
            );
        }

        if (request.Likelihood is { } question)
        {
            string options = string.Join(", ", question.Choices.Select(choice => $"'{question.Delimiter}{choice}'"));
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"     [grey]then, by likelihood:[/] {options}"
            );
        }

        console.WriteLine();
    }

    private static FittedTable Board(RunPlan plan, ImmutableArray<PlanEstimate> estimates)
    {
        var table = new FittedTable()
            .Add("task")
            .Add("model", cuts: 16)
            .Add("requests", goes: 1, isRight: true)
            .Add("to ask", isRight: true)
            .Add("input tokens", goes: 2, isRight: true)
            .Add("output tokens", goes: 3, isRight: true)
            .Add("cost", isRight: true);
        foreach (var estimate in estimates)
        {
            var model = plan.Models.First(model => model.Model.Name == estimate.Model);
            bool isFree = IsFree(model);
            table.AddRow(
                Markup.Escape(estimate.Task),
                Markup.Escape(estimate.Model),
                estimate.Requests.ToString("N0", CultureInfo.InvariantCulture),
                ToAsk(model, estimate),
                isFree ? "" : Tokens(estimate.Input),
                isFree ? "" : Tokens(estimate.Output),
                isFree ? "" : Cost(estimate)
            );
        }

        return table;
    }

    private static bool IsFree(ModelPlan model) => IsLocal(model) || model.Model.Provider is ITeam;

    private static string ToAsk(ModelPlan model, PlanEstimate estimate) =>
        IsLocal(model) ? "[grey]none, runs here[/]"
        : model.Model.Provider is ITeam ? "[grey]none, asks the others[/]"
        : (estimate.IsMost ? "at most " : "") + estimate.Sent.ToString("N0", CultureInfo.InvariantCulture);

    private static string Tokens(TokenEstimate tokens) =>
        tokens.Low == tokens.High
            ? FormattableString.Invariant($"{tokens.Mean:N0}")
            : FormattableString.Invariant($"{tokens.Mean:N0} ({tokens.Low:N0}–{tokens.High:N0})");

    private static string Cost(PlanEstimate estimate) =>
        estimate.CostUsd is { } cost
            ? $"${Numbers.Money(cost.Mean)} (${Numbers.Money(cost.Low)}–${Numbers.Money(cost.High)})"
            : "unknown";

    /// <summary>That tokens and cost lack the pictures; empty where none would be sent.</summary>
    private static IEnumerable<string> Pictures(ImmutableArray<PlanEstimate> estimates) =>
        estimates.Sum(estimate => estimate.Images) is > 0 and var images
            ?
            [
                FormattableString.Invariant(
                    $"pictures not counted: {images:N0}; what each takes is known when it is billed, so input tokens and cost are too low"
                ),
            ]
            : [];

    /// <summary>At which price the batches of a plan are reckoned; empty where it has none.</summary>
    private static IEnumerable<string> Batches(RunPlan plan) =>
        from model in plan.Models
        where model.Model.IsBatch
        select model.Model.Price switch
        {
            null => $"{model.Model.Name} is asked by the batch; its price is unknown",
            { Batch: { } share } => FormattableString.Invariant(
                $"{model.Model.Name} is asked by the batch, at {share:0.##%} of its price"
            ),
            _ => $"{model.Model.Name} is asked by the batch, at its full price: the price has no 'batch'",
        };

    private static string Total(RunPlan plan, ImmutableArray<PlanEstimate> estimates)
    {
        var remote = estimates
            .Where(estimate => !plan.Models.Any(model => model.Model.Name == estimate.Model && IsFree(model)))
            .ToList();
        string most = estimates.Any(estimate => estimate.IsMost) ? "at most " : "";
        string again = plan.Repeats == 0 ? "" : FormattableString.Invariant($" and {plan.Repeats:N0} asked again");
        string asked = FormattableString.Invariant(
            $"{Plurals.Count(plan.Requests, "request")} planned{again}, {most}{remote.Sum(estimate => estimate.Sent):N0} would be sent"
        );
        if (remote.Count == 0)
        {
            return asked + "; it costs nothing";
        }

        var unknown = remote.Where(estimate => estimate.CostUsd is null).Select(estimate => estimate.Model).Distinct();
        var (low, high) = (remote.Sum(e => e.CostUsd?.Low ?? 0), remote.Sum(e => e.CostUsd?.High ?? 0));
        string cost = $"; cost ${Numbers.Money(low)} to ${Numbers.Money(high)}";
        return asked + cost + (unknown.Any() ? $", and unknown for {string.Join(", ", unknown)}" : "");
    }
}
