namespace EvalHarness.Cascades;

/// <summary>Some answers before and after a swap.</summary>
/// <param name="Answers">Their number.</param>
/// <param name="Before">How good they are and what they cost before.</param>
/// <param name="After">The same after.</param>
/// <param name="Gain">The paired difference in right answers.</param>
/// <param name="NetBenefit">The paired difference in money: value of right answers less cost, or their value alone where a cost is unknown.</param>
public sealed record SwappedPart(
    int Answers,
    AnsweredShare Before,
    AnsweredShare After,
    PairedGain Gain,
    PairedGain NetBenefit
);
