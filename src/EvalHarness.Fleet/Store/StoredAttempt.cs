namespace EvalHarness.Fleet.Store;

/// <summary>An attempt at a request.</summary>
/// <param name="Key">Key of the request.</param>
/// <param name="Token">Token of the lease.</param>
/// <param name="Number">Which attempt, from 1.</param>
/// <param name="Usd">What is set aside for it, or what it was charged, in US dollars.</param>
/// <param name="Lease">How long it may be in flight.</param>
internal readonly record struct StoredAttempt(Guid Key, long Token, int Number, decimal Usd, TimeSpan Lease = default);
