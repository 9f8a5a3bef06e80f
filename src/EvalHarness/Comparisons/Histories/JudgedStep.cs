namespace EvalHarness.Comparisons.Histories;

/// <summary>A step with what follows from it.</summary>
/// <param name="Step">The step.</param>
/// <param name="AdjustedPValue">The p-value after correction over all steps; null where nothing was tested.</param>
/// <param name="Verdict">What follows.</param>
/// <param name="SamplesNeeded">About how many samples more would decide it; null where it is decided or hopeless.</param>
public sealed record JudgedStep(ModelStep Step, double? AdjustedPValue, StepVerdict Verdict, long? SamplesNeeded);
