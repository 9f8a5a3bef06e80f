using System.Collections.Immutable;

namespace EvalHarness.Runs.Checkups;

/// <summary>What a checkup may ask and cost at most.</summary>
/// <param name="Models">Models that are asked.</param>
/// <param name="Requests">Requests at most; each is attempted once more at most.</param>
/// <param name="MostUsd">Most that they can cost, second attempts included, in US dollars, where the price is known.</param>
/// <param name="Unpriced">Names of the models whose price is unknown: what they cost is not in <paramref name="MostUsd"/>.</param>
public sealed record CheckupBill(int Models, long Requests, decimal MostUsd, ImmutableArray<string> Unpriced);
