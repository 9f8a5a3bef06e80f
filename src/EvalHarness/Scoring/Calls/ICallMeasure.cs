namespace EvalHarness.Scoring.Calls;

/// <summary>A metric of calls of tools, which has nothing to measure in answers of another kind.</summary>
internal interface ICallMeasure : IMeasure;
