namespace EvalHarness.Fleet.Store;

/// <summary>The bounds of a run's budget.</summary>
/// <param name="Usd">Most US dollars; null for no bound.</param>
/// <param name="Requests">Most attempts; null for no bound.</param>
internal sealed record BudgetLimits(decimal? Usd, long? Requests);
