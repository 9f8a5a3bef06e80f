using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Runs.Checkups;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Shows what a checkup of models found: a short block a model, or JSON.</summary>
internal static class CheckView
{
    private const int DetailWidth = 24;

    /// <summary>What checkups may ask and cost at most, in one clause.</summary>
    public static string Bill(IReadOnlyList<CheckupBill> bills)
    {
        string[] unpriced = [.. bills.SelectMany(bill => bill.Unpriced).Distinct(StringComparer.Ordinal)];
        long requests = bills.Sum(bill => bill.Requests);
        string asked =
            $"{Plurals.Count(bills.Sum(bill => bill.Models), "model")} would be asked {Plurals.Count(requests, "request")} at most, each once more where it fails";
        string priced =
            unpriced.Length == bills.Sum(bill => bill.Models)
                ? ""
                : $", which cost ${Numbers.Money(bills.Sum(bill => bill.MostUsd))} at most";
        string unknown = unpriced.Length == 0 ? "" : $"; what {string.Join(", ", unpriced)} cost is unknown";
        return asked + priced + unknown;
    }

    /// <summary>A short block a model.</summary>
    public static void Write(Terminal terminal, string suite, IReadOnlyList<ModelFinding> models)
    {
        foreach (var model in models)
        {
            terminal.Out.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[bold]{model.Model}[/] [grey]{(model.Description.Length > 0 ? model.Description : suite)}[/]"
            );
            var table = new FittedTable().Add("").Add("", wraps: DetailWidth);
            foreach (var (what, found) in Rows(model))
            {
                table.AddRow("  " + Markup.Escape(what), Markup.Escape(found));
            }

            table.WriteTo(terminal);
            terminal.Out.WriteLine();
        }
    }

    /// <summary>JSON with a shape of its own: all keys always there, what is unknown null.</summary>
    public static void WriteJson(
        Terminal terminal,
        IReadOnlyList<(string Suite, IReadOnlyList<ModelFinding> Models)> suites
    ) =>
        JsonView.Write(
            terminal,
            suites.Select(one => new
            {
                suite = one.Suite,
                models = one.Models.Select(model => new
                {
                    model = model.Model,
                    description = model.Description,
                    status = model.Status,
                    reason = model.Reason.Length == 0 ? null : model.Reason,
                    latency_seconds = model.Latency?.TotalSeconds,
                    first_token_seconds = model.FirstToken?.TotalSeconds,
                    served = model.Served,
                    is_other_model = model.IsOtherModel,
                    abilities = model.Abilities.Select(one => new
                    {
                        ability = one.Ability,
                        state = one.State,
                        status = one.Status,
                        detail = one.Detail.Length == 0 ? null : one.Detail,
                    }),
                    counts = model.Counts,
                    price = model.Price,
                    rate_limits = model.RateLimits.Select(limit => new
                    {
                        of = limit.Of,
                        limit = limit.Limit,
                        remaining = limit.Remaining,
                        reset_seconds = limit.Reset?.TotalSeconds,
                    }),
                    repeated_prompts = model.RepeatedPrompts,
                    other_answers = model.OtherAnswers,
                    requests = model.Requests,
                    cost_usd = model.CostUsd,
                }),
            })
        );

    private static IEnumerable<(string What, string Found)> Rows(ModelFinding model)
    {
        if (model.Status is FindingStatus.Skipped or FindingStatus.NotAsked)
        {
            yield return (model.Status == FindingStatus.Skipped ? "skipped" : "not asked", model.Reason);
            yield break;
        }

        if (model.Status == FindingStatus.Failed)
        {
            yield return ("failed", model.Reason);
        }

        if (model.Latency is { } latency)
        {
            string first = model.FirstToken is { } time ? $", first token of a stream after {Numbers.Time(time)}" : "";
            yield return ("reachable", $"yes, a short answer in {Numbers.Time(latency)}{first}");
            yield return (
                "served as",
                (model.Served ?? "unknown") + (model.IsOtherModel ? ", which is not what was asked for" : "")
            );
        }
        else
        {
            yield return ("reachable", "no");
        }

        foreach (var ability in model.Latency is null ? [] : model.Abilities)
        {
            yield return (Word(ability.Ability), Found(ability));
        }

        if (model.Counts is { } counts)
        {
            yield return ("counts sent", Counts(counts));
        }

        yield return ("price", Price(model.Price));
        foreach (var limit in model.RateLimits)
        {
            yield return ("limit", Limit(limit));
        }

        yield return (
            "this check",
            $"{Plurals.Count(model.Requests, "attempt")}, {(model.CostUsd is { } usd && model.Price is not null ? $"${Numbers.Money(usd)}" : "cost unknown")}"
        );
    }

    private static string Word(ModelAbility ability) =>
        ability switch
        {
            ModelAbility.Chat => "chat",
            ModelAbility.Stream => "stream",
            ModelAbility.System => "system turn",
            ModelAbility.Stop => "stop texts",
            ModelAbility.JsonObject => "JSON object",
            ModelAbility.JsonSchema => "JSON Schema",
            ModelAbility.Logprobs => "logprobs",
            ModelAbility.Seed => "seed",
            ModelAbility.LikelihoodFirstToken => "likelihood, first token",
            ModelAbility.LikelihoodWhole => "likelihood, whole",
            ModelAbility.Repeats => "repeats itself",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Found(AbilityFinding ability)
    {
        string status = ability.Status is { } code ? FormattableString.Invariant($" ({code})") : "";
        string state = ability.State switch
        {
            AbilityState.Yes => "yes",
            AbilityState.No => "no",
            AbilityState.Refused => "refused" + status,
            AbilityState.Unknown => "unknown" + status,
            AbilityState.NotInInterface => "not in its interface",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return ability.Detail.Length == 0 ? state : $"{state}: {ability.Detail}";
    }

    private static string Counts(SentCounts counts)
    {
        (string Of, bool IsSent)[] all =
        [
            ("input", counts.Input),
            ("cached input", counts.CachedInput),
            ("output", counts.Output),
            ("reasoning", counts.Reasoning),
        ];
        string sent = string.Join(", ", all.Where(one => one.IsSent).Select(one => one.Of));
        string missing = string.Join(", ", all.Where(one => !one.IsSent).Select(one => one.Of));
        return sent.Length == 0 ? "none"
            : missing.Length == 0 ? sent
            : $"{sent}; not {missing}";
    }

    private static string Price(Price? price) =>
        price is null
            ? "unknown"
            : $"${Numbers.Money(price.Input)} in, ${Numbers.Money(price.Output ?? 0)} out per {price.Per}"
                + (price.AsOf is { } day ? FormattableString.Invariant($" ({day:yyyy-MM-dd})") : "");

    private static string Limit(RateLimitState limit)
    {
        string of = limit.Of.Length == 0 ? "" : " " + limit.Of;
        string most = limit.Limit is { } all ? FormattableString.Invariant($" of {all:0.##}") : "";
        string reset = limit.Reset is { } time ? $", whole again in {Numbers.Time(time)}" : "";
        return FormattableString.Invariant($"{limit.Remaining:0.##}{most}{of} left{reset}");
    }
}
