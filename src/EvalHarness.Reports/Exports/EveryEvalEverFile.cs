namespace EvalHarness.Reports.Exports;

/// <summary>A written file of instances.</summary>
/// <param name="Rows">Number of its lines.</param>
/// <param name="Checksum">Its SHA-256, hexadecimal.</param>
internal sealed record EveryEvalEverFile(long Rows, string Checksum);
