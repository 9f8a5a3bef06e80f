using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Statistics.Sequential;

/// <summary>What a confidence sequence says after so many values.</summary>
/// <param name="Count">Number of values so far.</param>
/// <param name="Interval">The means that the bets on these values leave; [0, 1] before the first value.</param>
/// <param name="Running">
/// The means that no count so far has excluded, the one to decide by; null where none is left, which says that the mean has
/// moved while values came in.
/// </param>
public readonly record struct BettingLook(int Count, Interval Interval, Interval? Running);
