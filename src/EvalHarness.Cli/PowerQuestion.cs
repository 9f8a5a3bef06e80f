namespace EvalHarness.Cli;

/// <summary>What is asked about power; what is null is looked for.</summary>
/// <param name="Samples">Number of samples.</param>
/// <param name="Difference">True difference.</param>
/// <param name="Margin">Margin of non-inferiority.</param>
/// <param name="Pilot">Samples that the pilot has already; null without one.</param>
/// <param name="IsShare">Whether scores lie in [0, 1] and are best told in points.</param>
internal sealed record PowerQuestion(long? Samples, double? Difference, double? Margin, long? Pilot, bool IsShare);
