using EvalHarness.Core;

namespace EvalHarness.Conversions;

/// <summary>What became of one part of another tool's suite.</summary>
/// <param name="Fate">What became of it.</param>
/// <param name="At">Where it stands.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="Why">Why, or what it is here; null where there is nothing to add.</param>
public sealed record ConversionRemark(ConversionFate Fate, Location At, string What, string? Why = null);
