namespace EvalHarness.Decisions.Verdicts;

/// <summary>What a constraint costs: its shadow price.</summary>
/// <param name="Constraint">The constraint; <c>all</c> is all of them together.</param>
/// <param name="Price">The expected net benefit that dropping it would add.</param>
public sealed record ShadowPrice(string Constraint, double Price);
