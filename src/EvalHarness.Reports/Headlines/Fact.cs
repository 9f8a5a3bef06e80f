namespace EvalHarness.Reports.Headlines;

/// <summary>A number of the first screen with the words that it needs.</summary>
/// <param name="Value">The number with its unit.</param>
/// <param name="Caption">What it is.</param>
internal sealed record Fact(string Value, string Caption);
