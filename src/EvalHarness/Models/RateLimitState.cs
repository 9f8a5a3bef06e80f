namespace EvalHarness.Models;

/// <summary>What a server says of one of its limits beside an answer; what it does not say is null.</summary>
/// <param name="Of">What is limited: <c>requests</c>, <c>tokens</c>; empty where the server does not say.</param>
/// <param name="Limit">How many it allows in its span of time.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="Reset">After what time the limit is whole again.</param>
public sealed record RateLimitState(string Of, double? Limit, double? Remaining, TimeSpan? Reset);
