namespace EvalHarness.Scoring.Assertions;

/// <summary>What checks look at.</summary>
/// <param name="Text">The text of the response, as it came back.</param>
/// <param name="CostUsd">What it cost, in US dollars; null where that is unknown.</param>
/// <param name="Latency">How long it took; null where that is unknown.</param>
internal readonly record struct CheckedAnswer(string Text, decimal? CostUsd, TimeSpan? Latency);
