using System.Collections.Immutable;
using System.Globalization;
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
            string why = Say(
                $"{study.Id} is worth {study.Evsi:N0} {spec.Currency}, costs {study.Cost:N0} and {study.DelayCost:N0} in delay"
            );
            return new(action, best.Id, study.Id, study.N, study.Enbs, [why, Standing(spec, best)], flip);
        }

        string noStudy = study is null
            ? "no study is proposed"
            : Say($"no study pays (the best, {study.Id}: {study.Enbs:N0})");
        if (best.Id == spec.Incumbent)
        {
            const string reason = "no option beats the incumbent in expectation and no study pays";
            return new(VerdictAction.Stop, best.Id, null, null, null, [reason], flip);
        }

        ImmutableArray<string> failed = [.. FailedGates(spec.Policy, best)];
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

    private static IEnumerable<string> FailedGates(PolicySpec policy, OptionSummary best)
    {
        if (best.PPositive < policy.MinPPositive)
        {
            yield return Say(
                $"{best.Id} gains with probability {best.PPositive:0.##}, below {policy.MinPPositive:0.##}"
            );
        }

        if (-best.Cvar5 > policy.MaxCvar5Loss)
        {
            yield return Say(
                $"{best.Id} loses {-best.Cvar5:N0} in its worst twentieth, more than {policy.MaxCvar5Loss:N0}"
            );
        }
    }

    private static string Standing(DecisionSpec spec, OptionSummary best) =>
        best.Id == spec.Incumbent
            ? Say($"as things stand {best.Id}, the incumbent, is best in expectation")
            : Say(
                $"as things stand {best.Id} is best: {best.Npv:N0} {spec.Currency} over {spec.Incumbent}, a gain with probability {best.PPositive:0.##}"
            );

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
