using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Rules;

/// <summary>What is checked before anything is computed.</summary>
public static class DecisionRules
{
    /// <summary>Everything that is wrong, missing or deceptive in a decision, the gravest first.</summary>
    /// <param name="spec">The decision.</param>
    public static IEnumerable<Finding> Check(DecisionSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Validity
            .Check(spec)
            .Concat(VerdictRefusals.Check(spec))
            .Concat(Deceptions.Check(spec))
            .OrderByDescending(finding => finding.Severity);
    }
}
