using System.Collections.Immutable;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>
/// The rule: drop what may not be chosen; take the option of the highest expected net benefit; make the best study first
/// if it pays beyond its own uncertainty; else go if the gates are passed; else stop.
/// </summary>
internal static class Recommendation
{
    public static Verdict Of(
        DecisionSpec spec,
        OptionSummary best,
        OptionOdds odds,
        ImmutableArray<StudyValue> studies,
        BreakEven? flip
    )
    {
        var study = studies.MaxBy(value => value.Enbs);
        double threshold = Math.Max(spec.Policy.MinEnbs, 2 * odds.EvpiStandardError);
        if (study is not null && study.Enbs > threshold)
        {
            var action = First(spec.Studies.First(one => one.Id == study.Id).Design);
            string Money(double amount) => BigMoney.Of(amount, spec.Currency);
            string why =
                $"what {study.Id} finds out is worth {Money(study.Evsi)}; it costs {Money(study.Cost)} and the wait {Money(study.DelayCost)}";
            return new(action, best.Id, study.Id, study.N, study.Enbs, [why, Standing(spec, best)], flip);
        }

        string noStudy = study is null
            ? "no study is proposed"
            : $"no study pays: the best, {study.Id}, comes to {BigMoney.Of(study.Enbs, spec.Currency)} after its price and the wait";
        if (best.Id == spec.Incumbent)
        {
            const string reason = "no option is worth more than the one in use, and no study pays";
            return new(VerdictAction.Stop, best.Id, null, null, null, [reason], flip);
        }

        ImmutableArray<string> failed = [.. FailedGates(spec, best)];
        return failed.IsEmpty
            ? new(VerdictAction.Go, best.Id, null, null, null, [Standing(spec, best), noStudy], flip)
            : new(VerdictAction.Stop, spec.Incumbent, null, null, null, [.. failed, noStudy], flip);
    }

    /// <summary>What to do first, where a study pays.</summary>
    private static VerdictAction First(StudyDesign design) =>
        design switch
        {
            Pilot => VerdictAction.PilotFirst,
            ParameterStudy => VerdictAction.MeasureFirst,
            _ => VerdictAction.CollectMore,
        };

    private static IEnumerable<string> FailedGates(DecisionSpec spec, OptionSummary best)
    {
        var policy = spec.Policy;
        if (best.PPositive < policy.MinPPositive)
        {
            yield return $"{best.Id} pays in {Futures.Of(best.PPositive, policy.MinPPositive)} futures; the policy asks for {Futures.Asked(policy.MinPPositive)}";
        }

        if (-best.Cvar5 > policy.MaxCvar5Loss)
        {
            yield return $"{best.Id} loses {BigMoney.Of(-best.Cvar5, spec.Currency)} on average in its worst 5 of 100 futures; the policy allows {BigMoney.Of(policy.MaxCvar5Loss!.Value, spec.Currency)}";
        }
    }

    private static string Standing(DecisionSpec spec, OptionSummary best) =>
        best.Id == spec.Incumbent
            ? $"as things stand {best.Id}, the option in use, is best"
            : $"as things stand {best.Id} is best: worth {BigMoney.Of(best.Npv, spec.Currency)} more than {spec.Incumbent}; it pays in {Futures.Of(best.PPositive)} futures";
}
