using System.Collections.Immutable;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>All that is said about a decision.</summary>
/// <param name="Spec">The decision as it was asked.</param>
/// <param name="Findings">What a reader must know before believing the numbers, the gravest first.</param>
/// <param name="Options">Each option over the incumbent, in the order of the specification.</param>
/// <param name="Best">The option of the highest expected net benefit among those that may be chosen.</param>
/// <param name="Evpi">The expected value of knowing everything before choosing.</param>
/// <param name="EvpiStandardError">Its Monte Carlo standard error.</param>
/// <param name="Parameters">The value of knowing each uncertain parameter, the most valuable first.</param>
/// <param name="Groups">The value of knowing groups of parameters together, the most valuable first.</param>
/// <param name="Subject">The option of which tornado and bridge speak: the best, or the runner-up where the incumbent is best.</param>
/// <param name="Ladder">The options by cost, with the price of each further right answer.</param>
/// <param name="Acceptability">The probability of being the best buy by the price of a right answer.</param>
/// <param name="Studies">The value of each study.</param>
/// <param name="BreakEvens">Where each assumption would change the sign of each option.</param>
/// <param name="Bridge">From the usual business case to the expected value of the subject.</param>
/// <param name="ShadowPrices">What each constraint costs, and last what all of them do; empty where there are none.</param>
/// <param name="Mix">What each option gains or loses in each part of the work; empty without slices that were measured.</param>
/// <param name="Verdict">What to do next; null where a finding refuses it.</param>
public sealed record DecisionResult(
    DecisionSpec Spec,
    ImmutableArray<Finding> Findings,
    ImmutableArray<OptionSummary> Options,
    string Best,
    double Evpi,
    double EvpiStandardError,
    ImmutableArray<ParameterValue> Parameters,
    ImmutableArray<GroupValue> Groups,
    string? Subject,
    ImmutableArray<LadderRung> Ladder,
    ImmutableArray<Acceptability> Acceptability,
    ImmutableArray<StudyValue> Studies,
    ImmutableArray<BreakEven> BreakEvens,
    ImmutableArray<BridgeStep> Bridge,
    ImmutableArray<ShadowPrice> ShadowPrices,
    ImmutableArray<SliceWorth> Mix,
    Verdict? Verdict
)
{
    /// <summary>The bars of the tornado, the longest first.</summary>
    public IEnumerable<ParameterValue> Tornado => Parameters.OrderByDescending(parameter => parameter.Swing);

    /// <summary>What all constraints together cost in expected net benefit.</summary>
    public double TotalShadowPrice => ShadowPrices.IsEmpty ? 0 : ShadowPrices[^1].Price;
}
