namespace EvalHarness.Scoring.Assertions;

/// <summary>What came of a check.</summary>
/// <param name="Passes">Whether it passes.</param>
/// <param name="Score">Its score, as a rule in [0, 1].</param>
internal readonly record struct CheckOutcome(bool Passes, double Score)
{
    /// <summary>1 and 0 for what passes and does not.</summary>
    public static CheckOutcome Of(bool passes) => new(passes, passes ? 1 : 0);
}
