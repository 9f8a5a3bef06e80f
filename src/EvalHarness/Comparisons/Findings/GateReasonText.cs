using System.Diagnostics;
using EvalHarness.Comparisons.Gates;

namespace EvalHarness.Comparisons.Findings;

/// <summary>Why a gate has no verdict by a test, in words.</summary>
public static class GateReasonText
{
    private const string Mend = "look at the change, then save a new baseline";

    /// <summary>The reason as a clause without a full stop.</summary>
    /// <param name="reason">The reason.</param>
    public static string Of(GateReason reason) =>
        reason switch
        {
            GateReason.PartOfPlan(var part) => $"this is {part}; gates are decided on all",
            GateReason.UnknownModel(var model) => $"the run has no model {model}",
            GateReason.PublishedModel(var model) => $"{model} is known by published scores alone",
            GateReason.SkippedModel(var model, var why) => $"{model} is left out: {why}",
            GateReason.EmptySlice(var slice) => $"no sample has {slice}",
            GateReason.NoSamples => "there are no samples",
            GateReason.UnknownMetric(var path) => $"the run has no metric {path}",
            GateReason.Incomplete(var model, var missing) => CompletenessText.Counted(model, missing)
                + FormattableString.Invariant($", more than {100 * missing.Allowed:0.##} %"),
            GateReason.Unscored(var model, var missing) { First: var first } => FormattableString.Invariant(
                $"{missing.Missing} of {missing.Asked} answers of {model} have no score by this metric, more than {100 * missing.Allowed:0.##} %"
            ) + (first is null ? "" : $": {first.Why} (sample {first.Sample})"),
            GateReason.OtherProtocol(var model, var against, var first, var second)
                when first.IsUnknown || second.IsUnknown =>
                $"protocol unknown: how {(first.IsUnknown ? model : against)} was asked is not all declared "
                    + $"({PairText.Both(first.Summary, second.Summary)}); compare.across_protocols allows it",
            GateReason.OtherProtocol(var model, var against, var first, var second) =>
                $"{model} and {against} were asked in different ways ({first.Summary}; {second.Summary}); "
                    + "compare.across_protocols allows it",
            GateReason.NoResponse => "no sample has a response",
            GateReason.NoSharedResponse => "no sample has a response of both",
            GateReason.UnknownCost(var model) =>
                $"the cost of {model} is unknown: no price, or a response without token counts",
            GateReason.Uncalibrated(var judge) =>
                $"nobody compared the scores of judge {judge} with those of people; allow_uncalibrated lets gates go by them",
            GateReason.FewLabels(var judge, var model, var needed) => FormattableString.Invariant(
                $"people labelled fewer than {needed} of the answers of {model} that judge {judge} scored"
            ),
            GateReason.UnknownLatency => "a response without its latency",
            GateReason.NoSharedLatency => "no two samples have latencies of both",
            GateReason.UndefinedMetric => "the metric is undefined for these samples",
            GateReason.OneUnit => "one independent unit gives no test",
            GateReason.NoSpread => "all samples have the same value: no spread, no test",
            GateReason.NoSpreadOfClusters => "every cluster has the same mean: no spread between clusters, no test",
            GateReason.NoSpreadOfResamples => "no resample differs from the data: no spread, no test",
            GateReason.FewForQuantile => "too few answers, or clusters of them, for limits of this quantile: no test",
            GateReason.OnTheBound => "the value lies on the bound: no number of samples decides that",
            GateReason.NoTestAfterLooks =>
                "the run looked at its data on the way, and what this gate measures has no test that is valid after that: "
                    + "run the suite without --stop-when",
            GateReason.OpenAfterLooks =>
                "the samples asked do not decide it: run the suite without --stop-when to ask all of them",
            GateReason.BaselineLookedAt =>
                "the run that it is measured against looked at its data on the way: save a whole run as baseline",
            GateReason.Baseline(var obstacle) => Of(obstacle, "the baseline", $": {Mend}"),
            GateReason.NoRunsYet => "no run of this suite had ended before: there is nothing to compare with yet",
            GateReason.OtherRuns(var latest) =>
                $"none of the earlier runs can be compared: {Of(latest, "the latest of them", "")}",
            GateReason.NoMeanOfRuns =>
                "only what is a mean over samples has a mean over runs: name a run, a model or baseline for this metric",
            _ => throw new UnreachableException(),
        };

    private static string Of(BaselineObstacle obstacle, string earlier, string mend) =>
        obstacle switch
        {
            BaselineObstacle.NoBaseline(var suite) =>
                $"no baseline is saved for {suite}: save one with 'evalharness baseline save <run>'",
            BaselineObstacle.LookedAt =>
                $"{earlier} could stop when all was decided, which a test for one look does not allow",
            BaselineObstacle.NoModel(var model) => $"{earlier} has no model {model}",
            BaselineObstacle.NoTask(var task) => $"{earlier} has no task {task}{mend}",
            BaselineObstacle.OtherData(var task, var added, var changed, var removed) =>
                $"the data set of {task} has changed since {earlier} ("
                    + FormattableString.Invariant($"samples: {added} added, {changed} changed, {removed} removed")
                    + $"){mend}",
            BaselineObstacle.OtherAnswerFormat(var task) =>
                $"the answer format of {task} has changed since {earlier}{mend}",
            BaselineObstacle.OtherProtocol protocol =>
                $"{protocol.Model} was asked {protocol.Task} in another way in {earlier} ({How(protocol)}){mend}",
            BaselineObstacle.OtherMetric(var task, var metric) =>
                $"the metric {metric} of {task} has changed since {earlier}, or is new{mend}",
            _ => throw new UnreachableException(),
        };

    private static string How(BaselineObstacle.OtherProtocol protocol) =>
        protocol.Now?.Summary == protocol.Then?.Summary
            ? "prompt or examples differ"
            : $"{protocol.Then?.Summary ?? "unknown"}; now {protocol.Now?.Summary ?? "unknown"}";
}
