using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;

namespace EvalHarness.Reports.Records;

/// <summary>How the p-values of the declared comparisons were corrected for their number.</summary>
/// <param name="Declared">What the suite asks for.</param>
/// <param name="Applied">What was done.</param>
/// <param name="Comparisons">Number of declared comparisons that were tested.</param>
/// <param name="ChosenReferences">
/// Number of leaderboards whose reference the data chose; the comparisons are then those with every model that it could have been.
/// </param>
/// <param name="Reason">Why it was not done as declared; null when it was.</param>
internal sealed record CorrectionRecord(
    Correction Declared,
    Correction Applied,
    int Comparisons,
    int ChosenReferences,
    string? Reason
)
{
    /// <summary>The record of a family's correction.</summary>
    public static CorrectionRecord Of(FamilyCorrection family) =>
        new(family.Declared, family.Applied, family.Size, family.ChosenReferences, CorrectionText.Why(family));
}
