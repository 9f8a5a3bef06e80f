namespace EvalHarness.Core;

/// <summary>How an answer came that was sent piece by piece.</summary>
/// <param name="FirstToken">Time from sending the request to the first piece of a text, a thought or a call.</param>
/// <param name="InFlight">Requests of this run that the server had at that time, this one included; null when it was not counted.</param>
public sealed record StreamTiming(TimeSpan FirstToken, int? InFlight = null);
