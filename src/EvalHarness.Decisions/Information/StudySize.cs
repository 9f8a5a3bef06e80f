namespace EvalHarness.Decisions.Information;

/// <summary>What a study is worth at one size.</summary>
/// <param name="N">The number of samples, at least 1.</param>
/// <param name="Evsi">The expected value of what it would show.</param>
/// <param name="Cost">What so many samples cost, the fixed costs included.</param>
/// <param name="Enbs">Value less wait less cost.</param>
public sealed record StudySize(double N, double Evsi, double Cost, double Enbs)
{
    /// <summary>Monte Carlo standard error of the value.</summary>
    public double EvsiStandardError { get; init; }
}
