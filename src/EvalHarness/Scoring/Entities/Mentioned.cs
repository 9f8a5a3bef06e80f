namespace EvalHarness.Scoring.Entities;

/// <summary>An entity as an answer names it.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Type">Its type, as the suite calls it where the suite knows it.</param>
/// <param name="IsKnown">Whether the suite knows the type.</param>
/// <param name="Start">Index of its first word where the answer tells; null where it does not.</param>
/// <param name="End">Index of its last word where the answer tells; null where it does not.</param>
internal readonly record struct Mentioned(
    string Text,
    string Type,
    bool IsKnown = true,
    int? Start = null,
    int? End = null
);
