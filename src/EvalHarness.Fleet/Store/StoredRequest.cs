namespace EvalHarness.Fleet.Store;

/// <summary>A request that was leased.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Token">The token of the lease.</param>
/// <param name="Prompt">Its prompt, as a line of a log.</param>
/// <param name="Line">All else of it.</param>
internal sealed record StoredRequest(Guid Key, long Token, string Prompt, string Line);
