using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Gates;

/// <summary>Decides the gates of a run: pure, deterministic, free.</summary>
/// <remarks>
/// Two families are corrected by Holm over all gates of the suite that chance is in. A gate passes when "the gate is
/// violated" is rejected, so no more than one run in twenty (at 95 % confidence) lets any bad model pass; it fails when "the
/// gate holds" is rejected, so no more than one run in twenty blames any good one. Else it is inconclusive. A gate with
/// several sides (a range, <c>within</c>) passes when each side does, which is the intersection-union test: R. L. Berger,
/// "Multiparameter hypothesis testing and acceptance sampling" (1982), doi:10.1080/00401706.1982.10487790. The shares of
/// failed requests and of those not run are facts of this run, not samples of a population: they are counted, not tested.
/// Of a run that could stop at any look the gates are decided on the samples asked, by tests that allow for the looks; what
/// has no such test is inconclusive and joins no family.
/// </remarks>
internal static class GateEvaluator
{
    private const double Power = 0.8;

    /// <summary>Decides all gates of a run, one result a gate and model, in the order of the suite.</summary>
    /// <param name="table">The run with its scores.</param>
    /// <param name="baseline">The committed baseline with its scores; null when there is none.</param>
    /// <param name="noise">What is known of the models' own noise; nothing by default.</param>
    /// <param name="earlier">Earlier runs of the suite with their scores, latest first; none by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of a gate that was declared in code is none.</exception>
    public static ImmutableArray<GateResult> Evaluate(
        ScoreTable table,
        ScoreTable? baseline = null,
        ImmutableArray<OwnNoise>? noise = null,
        ImmutableArray<ScoreTable>? earlier = null
    )
    {
        ArgumentNullException.ThrowIfNull(table);
        DeclaredNumbers.Check(table.Header.Compare);
        foreach (var gate in table.Header.Gates)
        {
            DeclaredNumbers.Check(gate);
        }

        GateDraft[] drafts = [.. new GateDrafts(new GateTable(table, baseline, earlier ?? [])).All()];
        GateDraft[] tested = [.. drafts.Where(draft => draft.IsTested)];
        double[] pass = Adjust([.. tested.Select(draft => draft.Violated)], table.Header.Compare);
        double[] fail = Adjust([.. tested.Select(draft => draft.Holds)], table.Header.Compare);
        return
        [
            .. drafts.Select(draft =>
                GateNoise.Told(
                    draft,
                    noise ?? [],
                    Array.IndexOf(tested, draft) is var place and >= 0
                            ? Decide(draft, pass[place], fail[place], tested.Length, table.Header.Compare)
                        : draft.Sides.IsEmpty ? draft.Result
                        : Count(draft)
                )
            ),
        ];
    }

    private static double[] Adjust(double[] values, CompareSpec compare) =>
        compare.Correction == Correction.None ? values : MultipleComparisons.Holm(values);

    private static GateResult Count(GateDraft draft) =>
        WithEvidence(draft) with
        {
            Verdict = draft.Violated == 0 ? GateVerdict.Pass : GateVerdict.Fail,
        };

    private static GateResult Decide(GateDraft draft, double pass, double fail, int family, CompareSpec compare)
    {
        double alpha = 1 - compare.Confidence;
        double each = compare.Correction == Correction.None ? alpha : alpha / family;
        var verdict =
            pass <= alpha ? GateVerdict.Pass
            : fail <= alpha ? GateVerdict.Fail
            : GateVerdict.Inconclusive;
        var result = WithEvidence(draft) with
        {
            Verdict = verdict,
            PassPValue = pass,
            FailPValue = fail,
            Family = family,
            IsImprovement = IsBetterThanBaseline(draft, each),
        };
        var (bound, evidence) = draft.Weakest;
        result = result with { MinimalDetectable = evidence.Detectable(bound.Limit, bound.IsLower, each, Power) };
        return verdict == GateVerdict.Inconclusive ? Undecided(result, draft, each) : result;
    }

    /// <summary>
    /// What is missing to decide if the value stays as it is: to pass, every side must be shown; where the value lies on the
    /// wrong side of a bound, that is to be shown of one side. Each by its own test, so that the number falls as samples come in.
    /// </summary>
    private static GateResult Undecided(GateResult result, GateDraft draft, double alpha)
    {
        if (draft.Sides.Select(side => side.Evidence).OfType<NoEvidence>().FirstOrDefault() is { } untested)
        {
            return result with { Reason = untested.Reason };
        }

        if (draft.Sides.Any(side => side.Evidence is SequenceEvidence))
        {
            return result with { Reason = new GateReason.OpenAfterLooks() };
        }

        var violated = draft.Sides.Where(side => side.Bound.IsBeyond(side.Evidence)).ToArray();
        double? total =
            violated.Length == 0
                ? draft.Sides.Max(side => Needed(side, side.Bound.IsLower, alpha))
                : violated.Min(side => Needed(side, !side.Bound.IsLower, alpha / draft.Sides.Length));
        return total is { } samples and < 1e12
            ? result with
            {
                SamplesNeeded = Math.Max(1, (long)Math.Ceiling(samples) - result.Estimate!.N),
            }
            : result with
            {
                Reason = new GateReason.OnTheBound(),
            };
    }

    private static double Needed((GateBound Bound, GateEvidence Evidence) side, bool isAbove, double alpha) =>
        side.Evidence.Needed(side.Bound.Limit, isAbove, alpha, Power) ?? double.PositiveInfinity;

    private static GateResult WithEvidence(GateDraft draft)
    {
        var (bound, evidence) = draft.Weakest;
        return draft.Result with
        {
            Estimate = evidence.Estimate,
            Reference = bound.Reference,
            Test = evidence.Test,
            TellingSamples = draft.Telling,
        };
    }

    private static bool IsBetterThanBaseline(GateDraft draft, double alpha) =>
        draft.Sides.FirstOrDefault(side => side.Bound.Reference == GateBound.Baseline).Evidence is { } evidence
        && (draft.HigherIsBetter ? evidence.Above(0) : evidence.Below(0)) <= alpha;
}
