namespace EvalHarness.Scoring.Entities;

/// <summary>A named stretch of words; two are equal where type, start and end are.</summary>
/// <param name="Type">Its type, such as PER.</param>
/// <param name="Start">Index of its first word.</param>
/// <param name="End">Index of its last word, which belongs to it.</param>
internal readonly record struct Entity(string Type, int Start, int End);
