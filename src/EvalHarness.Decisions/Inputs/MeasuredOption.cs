namespace EvalHarness.Decisions.Inputs;

/// <summary>An option that was measured.</summary>
/// <param name="Id">Id of the option that was measured.</param>
/// <param name="AgainstIncumbent">How it did beside the incumbent; null where no run has answers of both to the same samples.</param>
public sealed record MeasuredOption(string Id, PairedDifferences? AgainstIncumbent);
