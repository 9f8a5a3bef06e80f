using System.ComponentModel.DataAnnotations;

namespace EvalHarness.Core;

/// <summary>What becomes of a gate that the data cannot decide.</summary>
public enum Inconclusive
{
    /// <summary>It fails (default).</summary>
    Fail,

    /// <summary>It passes with a warning.</summary>
    Warn,

    /// <summary>It passes.</summary>
    Pass,
}

/// <summary>A rule with three results, pass, fail and inconclusive: one entry of <c>gates:</c>.</summary>
/// <param name="Model">Model that the rule is about, or <c>all</c>.</param>
/// <param name="Metric">
/// What is measured, as <c>task/metric</c>; also <c>task/cost</c> (US dollars an answer), <c>task/latency_p50</c> and
/// <c>task/latency_p95</c> (seconds). Null when <paramref name="Outcome"/> is given.
/// </param>
/// <param name="Outcome">Outcome whose share is measured, for example <c>refused</c>; null when <paramref name="Metric"/> is given.</param>
/// <param name="Slice">Samples that count, as <c>field=value</c>; null counts all.</param>
/// <param name="AtLeast">Smallest value allowed.</param>
/// <param name="AtMost">Largest value allowed.</param>
/// <param name="BetterThan">Model, <c>baseline</c> (the committed one) or number that must be beaten.</param>
/// <param name="NotWorseThan">
/// Model, <c>baseline</c>, number or <c>{ last: 5 }</c>, the mean of the last runs, that must not be undercut by more than the margin.
/// </param>
/// <param name="Within">Model, <c>baseline</c> or number from which the value may differ by the margin at most.</param>
/// <param name="Margin">
/// Margin of the last two, by default that of <c>compare:</c>; by how much <paramref name="BetterThan"/> must be beaten, 0 by
/// default.
/// </param>
/// <param name="Inconclusive">
/// What an undecided gate counts as; by default it fails, in the command <c>gate</c> as in <c>dotnet test</c>.
/// </param>
/// <param name="Declared">Where it is declared.</param>
[Keyword("gate")]
public sealed record GateSpec(
    string Model,
    string? Metric = null,
    string? Outcome = null,
    string? Slice = null,
    double? AtLeast = null,
    double? AtMost = null,
    [AllowNumber] string? BetterThan = null,
    GateReference? NotWorseThan = null,
    [AllowNumber] string? Within = null,
    [Range(0, double.PositiveInfinity)] double? Margin = null,
    Inconclusive? Inconclusive = null,
    Location Declared = default
);
