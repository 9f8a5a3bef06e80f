namespace EvalHarness.Decisions.Verdicts;

/// <summary>One honest assumption more, and what the option is then worth.</summary>
/// <param name="Label">The assumption, in words.</param>
/// <param name="Npv">The expected net present value with it and all before it.</param>
/// <param name="StandardError">The Monte Carlo standard error.</param>
public sealed record BridgeStep(string Label, double Npv, double StandardError)
{
    /// <summary>Which assumption it is.</summary>
    public BridgeReason Reason { get; init; }

    /// <summary>How large the assumption is, in the unit that its reason states; null where it has no size.</summary>
    public double? Level { get; init; }

    /// <summary>Id of the best of the other options; null but in the step that compares with it.</summary>
    public string? Alternative { get; init; }
}
