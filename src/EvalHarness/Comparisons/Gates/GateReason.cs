using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Gates;

/// <summary>Why a gate has no verdict by a test, or why more samples would not help: a fact, worded elsewhere.</summary>
public abstract record GateReason
{
    private GateReason() { }

    /// <summary>The run holds a part of its plan: gates are decided on the whole.</summary>
    /// <param name="Part">The part.</param>
    public sealed record PartOfPlan(ShardHeader Part) : GateReason;

    /// <summary>The run has no model of the name that the gate gives.</summary>
    /// <param name="Model">The name.</param>
    public sealed record UnknownModel(string Model) : GateReason;

    /// <summary>Only published scores of a model are known, and no sample of it.</summary>
    /// <param name="Model">Its name.</param>
    public sealed record PublishedModel(string Model) : GateReason;

    /// <summary>This environment leaves a model out.</summary>
    /// <param name="Model">Its name.</param>
    /// <param name="Why">Why, as the run says.</param>
    public sealed record SkippedModel(string Model, string? Why) : GateReason;

    /// <summary>No sample has the value of the field that the gate is about.</summary>
    /// <param name="Slice">The slice, as <c>field=value</c>.</param>
    public sealed record EmptySlice(string Slice) : GateReason;

    /// <summary>The run has no samples for the gate.</summary>
    public sealed record NoSamples : GateReason;

    /// <summary>The run measured nothing under the path of the gate.</summary>
    /// <param name="Path">The path, as <c>task/metric</c>.</param>
    public sealed record UnknownMetric(string? Path) : GateReason;

    /// <summary>More requests failed or were not run than the suite allows.</summary>
    /// <param name="Model">The model, or the model in the baseline.</param>
    /// <param name="Completeness">How many, of how many, and how many are allowed.</param>
    public sealed record Incomplete(string Model, Completeness Completeness) : GateReason;

    /// <summary>More responses have no score by the metric, failed requests included, than the suite allows.</summary>
    /// <param name="Model">The model, or the model in the baseline.</param>
    /// <param name="Completeness">How many, of how many, and how many are allowed.</param>
    public sealed record Unscored(string Model, Completeness Completeness) : GateReason
    {
        /// <summary>What an evaluator has no score for, and why; null where no evaluator is the reason.</summary>
        public UnscoredAnswers? First { get; init; }
    }

    /// <summary>Two models answered unlike questions, and the suite does not compare across protocols.</summary>
    /// <param name="Model">The model.</param>
    /// <param name="Against">The model it is measured against.</param>
    /// <param name="First">How the model was asked.</param>
    /// <param name="Second">How the other one was asked.</param>
    public sealed record OtherProtocol(string Model, string Against, Protocol First, Protocol Second) : GateReason;

    /// <summary>No run of the suite had ended before this one.</summary>
    public sealed record NoRunsYet : GateReason;

    /// <summary>None of the earlier runs can be compared with this one.</summary>
    /// <param name="Latest">Why not the latest of them.</param>
    public sealed record OtherRuns(BaselineObstacle Latest) : GateReason;

    /// <summary>What is measured is no mean over samples, so that runs have no mean of it.</summary>
    public sealed record NoMeanOfRuns : GateReason;

    /// <summary>No response came back for the samples of the gate.</summary>
    public sealed record NoResponse : GateReason;

    /// <summary>No sample has a response of both models.</summary>
    public sealed record NoSharedResponse : GateReason;

    /// <summary>What a model costs is unknown: it has no price, or a response has no token counts.</summary>
    /// <param name="Model">Its name.</param>
    public sealed record UnknownCost(string Model) : GateReason;

    /// <summary>Nobody compared the scores of a judge with those of people.</summary>
    /// <param name="Judge">Name of the judge.</param>
    public sealed record Uncalibrated(string Judge) : GateReason;

    /// <summary>People labelled too few answers of a model to correct the scores of a judge.</summary>
    /// <param name="Judge">Name of the judge.</param>
    /// <param name="Model">The model.</param>
    /// <param name="Needed">Labelled answers that it takes.</param>
    public sealed record FewLabels(string Judge, string Model, int Needed) : GateReason;

    /// <summary>A response came without its latency.</summary>
    public sealed record UnknownLatency : GateReason;

    /// <summary>Fewer than two samples have latencies of both models.</summary>
    public sealed record NoSharedLatency : GateReason;

    /// <summary>The metric has no value for these samples.</summary>
    public sealed record UndefinedMetric : GateReason;

    /// <summary>All samples lie in one cluster: one independent unit has no spread.</summary>
    public sealed record OneUnit : GateReason;

    /// <summary>All samples have the same value, somewhere between the ends of the range.</summary>
    public sealed record NoSpread : GateReason;

    /// <summary>Samples differ, but every cluster has the same mean.</summary>
    public sealed record NoSpreadOfClusters : GateReason;

    /// <summary>Every resample has the value of the data.</summary>
    public sealed record NoSpreadOfResamples : GateReason;

    /// <summary>There are too few answers, or clusters of them, for limits of a quantile.</summary>
    public sealed record FewForQuantile : GateReason;

    /// <summary>The value lies on the bound of the gate, so that no number of samples decides.</summary>
    public sealed record OnTheBound : GateReason;

    /// <summary>The run could stop at any look, and what the gate measures has no test that allows for that.</summary>
    public sealed record NoTestAfterLooks : GateReason;

    /// <summary>The run stopped, or ended, before its samples decided the gate.</summary>
    public sealed record OpenAfterLooks : GateReason;

    /// <summary>The run that the gate is measured against could stop at any look at its own data.</summary>
    public sealed record BaselineLookedAt : GateReason;

    /// <summary>The baseline, or that it is missing, stands in the way.</summary>
    /// <param name="Obstacle">What does.</param>
    public sealed record Baseline(BaselineObstacle Obstacle) : GateReason;
}
