namespace EvalHarness.Cascades;

/// <summary>How good some answers are and what they cost, on average.</summary>
/// <param name="Right">The share that is right.</param>
/// <param name="Usd">The mean cost of one in US dollars, each at its own; null when unknown.</param>
public readonly record struct AnsweredShare(double Right, double? Usd);
