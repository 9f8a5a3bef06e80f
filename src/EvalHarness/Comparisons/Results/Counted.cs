namespace EvalHarness.Comparisons.Results;

/// <summary>Something that happened, and how often.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="What">What happened.</param>
/// <param name="Count">How often.</param>
public readonly record struct Counted<T>(T What, long Count);
