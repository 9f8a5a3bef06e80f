namespace EvalHarness.Decisions.Verdicts;

/// <summary>One honest assumption more, and what the option is then worth.</summary>
/// <param name="Label">The assumption, in words.</param>
/// <param name="Npv">The expected net present value with it and all before it.</param>
/// <param name="StandardError">The Monte Carlo standard error.</param>
public sealed record BridgeStep(string Label, double Npv, double StandardError);
