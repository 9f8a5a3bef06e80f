namespace EvalHarness.Reports.Headlines;

/// <summary>A caution beside the answer.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Text">What is to be said; never empty, for a place without words would leave its question open.</param>
/// <param name="IsWarning">Whether it weakens the answer.</param>
internal sealed record Slot(string Title, Passage Text, bool IsWarning);
