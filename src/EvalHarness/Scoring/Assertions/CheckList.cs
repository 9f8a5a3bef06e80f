using System.Collections.Immutable;

namespace EvalHarness.Scoring.Assertions;

/// <summary>All checks of one sample.</summary>
/// <param name="Checks">The checks, in order; a sample without any passes with a score of 1.</param>
/// <param name="Threshold">Least score with which it passes; null where each check must pass.</param>
internal sealed record CheckList(ImmutableArray<Check> Checks, double? Threshold);
