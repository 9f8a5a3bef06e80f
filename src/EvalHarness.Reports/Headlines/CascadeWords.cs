using EvalHarness.Cascades;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>What a simulated cascade means, in sentences; those on money are true of a router, too.</summary>
/// <param name="cascade">The cascade.</param>
/// <param name="short">How a model is called.</param>
internal sealed class CascadeWords(CascadeSimulation cascade, Func<string, string> @short)
{
    private readonly SimulatedCascade simulated = cascade.Result;

    /// <summary>The model that is always asked.</summary>
    public string First { get; } = Names.InText(@short(cascade.First));

    /// <summary>The model that is asked where the first is unsure.</summary>
    public string Then { get; } = Names.InText(@short(cascade.Then));

    /// <summary>The question that a reader has.</summary>
    public string Question => $"Is it enough to ask {Then} only where {First} is unsure?";

    public string Answer =>
        !cascade.IsEverSure
            ? $"It cannot be known: {First} does not say how sure it is of its answers, so that a cascade would always ask {Then}."
        : simulated.Kept is not { } kept
            ? $"There is no gain to keep: {Then} is right on {Show.Percent(simulated.Curve.Strong)}, {First} on {Show.Percent(simulated.Curve.Weak)}."
        : simulated.StrongShare == 0
            ? $"No call of {Then} is worth its price here: {First} alone ({Show.Percent(simulated.Curve.Weak)} right) is the better choice."
        : $"{Pays}A cascade that asks {First} first and {Then} where it is unsure keeps {Kept(kept)} of the gain for {Show.Percent(simulated.StrongShare)} of the calls: {Show.Percent(simulated.Quality)} right, against {Show.Percent(simulated.Curve.Weak)} and {Show.Percent(simulated.Curve.Strong)} of the two alone{Price}.";

    /// <summary>Whether it pays, counted in money.</summary>
    public string Worth
    {
        get
        {
            if (!cascade.CostIsKnown || simulated.Advantage is not { } advantage)
            {
                return "The cost of one of the two is unknown, so that thresholds are chosen for quality alone.";
            }

            var (name, size) = (advantage.OverThen ? Then : First, Math.Abs(advantage.NetBenefit) * 1000);
            string error = advantage.StandardError is { } one ? $" ± {Money(one * 1000)} standard error" : "";
            string verdict =
                Money(size) == Money(0)
                    ? $"worth as much as {name} alone"
                    : $"worth {Money(size)}{error} {(advantage.NetBenefit > 0 ? "more" : "less")} than {name} alone for 1,000 answers";
            return $"Where a right answer is worth {Money(cascade.Value)}, the {Kind} is {verdict}{(IsClear(advantage) ? "" : ", which is no more than noise")}.{Unpriced}";
        }
    }

    /// <summary>Whose answers are not charged what they cost, because nobody knows it; begins with a blank, empty where all are.</summary>
    private string Unpriced =>
        string.Concat(
            new[] { (Name: First, Count: cascade.FirstUnpriced), (Name: Then, Count: cascade.ThenUnpriced) }
                .Where(model => model.Count > 0)
                .Select(model =>
                    $" Of {model.Name} {Show.Count(model.Count, "answer")} of {Show.Count(cascade.Answers)} without a known cost count as its mean."
                )
        );

    /// <summary>What the curve says for other wishes.</summary>
    public string Calls =>
        simulated.Curve.CallsFor(0.5) is { } half && simulated.Curve.CallsFor(0.8) is { } most
            ? $"On the in-sample line half of the gain takes {Show.Percent(half)} of the calls, 80 % of it {Show.Percent(most)} (CPT)."
            : "";

    /// <summary>The threshold to use; none that is not shown to gain anything.</summary>
    public string Use =>
        !double.IsFinite(simulated.CrossFit.Deployed) ? $"For use, chosen on all answers: {Then} alone."
        : Instead is { } alone ? alone
        : $"For use, chosen on all answers: let an answer of {First} stand from a confidence of {Confidence(simulated.CrossFit.Deployed)} on.";

    /// <summary>Whether one number is chosen and scored on the same answers, and what that is worth.</summary>
    public string Optimism =>
        $"{(cascade.Plan is null ? "Choosing the threshold and scoring it on the same answers" : "Learning slices and threshold from the answers that score them")} would claim {Money(simulated.CrossFit.InSample * 1000)} {(cascade.CostIsKnown ? "of net benefit" : "before costs")} for 1,000 answers; cross-fitted over {Show.Count(cascade.Folds, "fold")} it is {Money(simulated.CrossFit.NetBenefit * 1000)}{(simulated.StandardError is { } error ? $" ± {Money(error * 1000)}" : "")}. The optimism is {Money(simulated.CrossFit.Optimism * 1000)}.";

    /// <summary>Whether it is shown to be worth more than the better of the two alone; null where a cost is unknown.</summary>
    public bool? IsShown =>
        cascade.CostIsKnown && simulated.Advantage is { } advantage
            ? IsClear(advantage) && advantage.NetBenefit > 0
            : null;

    /// <summary>The better of the two alone, for use where nothing else is shown to pay; null where it is, or costs are unknown.</summary>
    public string? Instead =>
        IsShown == false
            ? $"For use: {(simulated.Advantage!.OverThen ? Then : First)} alone, until more answers show that a {Kind} pays."
            : null;

    /// <summary>Whether it pays, at the beginning of an answer; empty where costs are unknown.</summary>
    public string Pays =>
        IsShown switch
        {
            null => "",
            true => "Yes, it pays. ",
            false => IsClear(simulated.Advantage!) ? "No, it does not pay. " : "Not shown to pay. ",
        };

    /// <summary>What it costs, at the end of an answer; empty where that is unknown.</summary>
    public string Price =>
        cascade.Usd is { } usd && cascade.ThenUsd > 0
            ? $", at {Money(usd * 1000)} for 1,000 answers instead of {Money(cascade.ThenUsd * 1000)} for {Then} alone"
            : "";

    public static string Confidence(double threshold) =>
        double.IsFinite(threshold) ? Show.Number(threshold, 3) : "never";

    public static string Money(double usd) => Quantities.Money(Rounded(usd));

    private static bool IsClear(CascadeAdvantage advantage) =>
        Math.Abs(advantage.NetBenefit) > 2 * (advantage.StandardError ?? double.PositiveInfinity);

    private static decimal Rounded(double usd) => Math.Abs(usd) < 1e15 ? (decimal)usd : decimal.MaxValue;

    private static string Kept(double kept) => kept > 1 ? "all" : Show.Percent(Math.Max(0, kept));

    private string Kind => cascade.Plan is null ? "cascade" : "router";
}
