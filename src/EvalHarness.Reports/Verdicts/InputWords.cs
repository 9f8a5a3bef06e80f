using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Verdicts;

/// <summary>The inputs of a decision in the words of their readers, each with its unit.</summary>
/// <param name="spec">The decision.</param>
public sealed class InputWords(DecisionSpec spec)
{
    /// <summary>What an input is: <c>quality.router</c> is <c>right answers of router</c>.</summary>
    /// <param name="parameter">The name under which it is drawn.</param>
    /// <returns>The name itself where there are no words for it.</returns>
    public string Phrase(string parameter) => Of(parameter).Phrase;

    /// <summary>A value of an input with its unit: <c>85.7 %</c>, <c>$1.5M</c>, <c>5 months</c>.</summary>
    /// <param name="parameter">The name under which it is drawn.</param>
    /// <param name="value">The value.</param>
    public string Level(string parameter, double value) =>
        Of(parameter).Unit switch
        {
            Unit.Share => $"{Show.Number(100 * value, 1)} %",
            Unit.Points => $"{Show.Signed(100 * value, 1)} points",
            Unit.Money => BigMoney.Of(value, spec.Currency),
            Unit.Months => Show.Number(value, value % 1 == 0 ? 0 : 1) + " months",
            Unit.Chance => value >= 1 ? "works"
            : value <= 0 ? "fails"
            : Show.Percent(value),
            _ => Math.Abs(value) >= 1000
                ? BigMoney.Count(value)
                : Show.Number(value, Math.Abs(value) is > 0 and < 1 ? 3 : 2),
        };

    private (string Phrase, Unit Unit) Of(string parameter)
    {
        int dot = parameter.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && parameter[..dot] is "api" or "gpu" or "incident")
        {
            dot = parameter.IndexOf('.', dot + 1);
        }

        return Whole(parameter)
            ?? (dot < 0 ? null : OfOption(parameter[..dot], parameter[(dot + 1)..]))
            ?? (parameter, Unit.Number);
    }

    private static (string Phrase, Unit Unit)? Whole(string parameter) =>
        parameter switch
        {
            "volume.v0" => ("answers a month", Unit.Number),
            "volume.growth" => ("growth of volume a year", Unit.Share),
            "value.per_correct" => ("worth of a right answer", Unit.Money),
            "value.per_error" => ("loss by a wrong answer", Unit.Money),
            "realisation" => ("share of a gain that survives online", Unit.Share),
            "market.api_decline" => ("fall of token prices a year", Unit.Share),
            "market.gpu_decline" => ("fall of GPU prices a year", Unit.Share),
            "market.frontier" => ("error general models lose a year", Unit.Share),
            "market.token_growth" => ("growth of tokens an answer a year", Unit.Share),
            "market.error_floor" => ("error nobody gets rid of", Unit.Share),
            "latency.penalty" => ("price of a late answer", Unit.Money),
            "latency.price_per_second" => ("price of a second of waiting", Unit.Money),
            "discount_rate" => ("discount rate a year", Unit.Share),
            _ => null,
        };

    private (string Phrase, Unit Unit)? OfOption(string kind, string whose)
    {
        string of = Owner(whose);
        return kind switch
        {
            "quality" => ($"right answers of {of}", Unit.Share),
            "uplift" => ($"gain of {of} over {Anchor(whose)}", Unit.Points),
            "oneoff" => ($"one-off of {of}", Unit.Money),
            "lead" => ($"time until {of} serves", Unit.Months),
            "success" => ($"{of} works out", Unit.Chance),
            "fixed" => ($"running costs of {of} a month", Unit.Money),
            "retrain_cost" => ($"retraining of {of}", Unit.Money),
            "tracks_frontier" => ($"share of progress {of} inherits", Unit.Share),
            "drift" => ($"right answers {of} loses a year", Unit.Share),
            "late_share" => ($"late answers of {of}", Unit.Share),
            "latency_seconds" => ($"seconds to an answer of {of}", Unit.Number),
            "incident.probability" => ($"incident of {of} within a year", Unit.Share),
            "incident.loss" => ($"loss by an incident of {of}", Unit.Money),
            "api.tokens_in" => ($"tokens read by {of} an answer", Unit.Number),
            "api.tokens_out" => ($"tokens written by {of} an answer", Unit.Number),
            "api.price_in" => ($"price of 1M tokens read by {of}", Unit.Money),
            "api.price_out" => ($"price of 1M tokens written by {of}", Unit.Money),
            "api.price_cached" => ($"price of 1M cached tokens of {of}", Unit.Money),
            "api.cached_share" => ($"cached tokens of {of}", Unit.Share),
            "api.retry_rate" => ($"answers of {of} asked again", Unit.Share),
            "api.share" => ($"answers of {of} by API", Unit.Share),
            "gpu.price" => ($"GPU hour of {of}", Unit.Money),
            "gpu.per_replica" => ($"GPUs in a replica of {of}", Unit.Number),
            "gpu.rps" => ($"answers a second of a replica of {of}", Unit.Number),
            "gpu.utilisation" => ($"planned utilisation of {of}", Unit.Share),
            "gpu.peak" => ($"peak over mean load of {of}", Unit.Number),
            "gpu.min_replicas" => ($"fewest replicas of {of}", Unit.Number),
            "gpu.share" => ($"answers of {of} on GPUs", Unit.Share),
            _ => null,
        };
    }

    /// <summary>An option, or an option in a slice.</summary>
    private string Owner(string whose) =>
        spec
            .Options.Select(option => option.Id)
            .Where(id => whose.StartsWith(id + ".", StringComparison.Ordinal))
            .MaxBy(id => id.Length)
            is { } option
        && spec.Options.All(one => one.Id != whose)
            ? $"{option} in {whose[(option.Length + 1)..]}"
            : whose;

    private string Anchor(string option) =>
        spec.Options.FirstOrDefault(one => one.Id == option)?.Quality?.UpliftOver ?? spec.Incumbent;

    private enum Unit
    {
        Number,
        Share,
        Points,
        Money,
        Months,
        Chance,
    }
}
