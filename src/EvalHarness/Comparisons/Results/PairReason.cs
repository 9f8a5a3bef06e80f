namespace EvalHarness.Comparisons.Results;

/// <summary>Why two models are not tested against each other: a fact, worded elsewhere.</summary>
public abstract record PairReason
{
    private PairReason() { }

    /// <summary>No sample has a response of both.</summary>
    public sealed record NoSharedSamples : PairReason;

    /// <summary>They were asked in different ways, and the suite does not compare across protocols.</summary>
    /// <param name="First">How the first one was asked.</param>
    /// <param name="Second">How the second one was asked.</param>
    public sealed record OtherProtocol(string First, string Second) : PairReason;

    /// <summary>How one of them was asked is not wholly known, and the suite does not compare across protocols.</summary>
    /// <param name="Model">That one.</param>
    /// <param name="First">How the first one was asked.</param>
    /// <param name="Second">How the second one was asked.</param>
    public sealed record UnknownProtocol(string Model, string First, string Second) : PairReason;

    /// <summary>More requests to one of them failed or were not run than the suite allows.</summary>
    /// <param name="Model">That one.</param>
    public sealed record Incomplete(string Model) : PairReason;

    /// <summary>More responses of one of them have no score by the metric, failed requests included, than the suite allows.</summary>
    /// <param name="Model">That one.</param>
    public sealed record Unscored(string Model) : PairReason;

    /// <summary>People labelled enough answers of one of them to correct its judged score, and of the other not.</summary>
    /// <param name="Model">The other.</param>
    public sealed record Uncorrected(string Model) : PairReason;

    /// <summary>All samples lie in one cluster: one independent unit has no spread.</summary>
    public sealed record OneUnit : PairReason;

    /// <summary>All differences are equal, and not zero.</summary>
    public sealed record NoSpread : PairReason;

    /// <summary>There are too few answers, or clusters of them, for limits of the quantile of both.</summary>
    public sealed record FewForQuantile : PairReason;

    /// <summary>The models differ on samples, but by the same mean in every cluster, which may be zero.</summary>
    public sealed record NoSpreadOfClusters : PairReason;

    /// <summary>The metric has no value for these data.</summary>
    public sealed record UndefinedMetric : PairReason;

    /// <summary>The run could stop at any look at its data, and nobody watched this pair for it.</summary>
    public sealed record NotWatched : PairReason;

    /// <summary>One of them is known by a published score, and the other was asked by this run.</summary>
    /// <param name="Model">The published one.</param>
    public sealed record Published(string Model) : PairReason;

    /// <summary>A publication does not say on how many samples a model was measured.</summary>
    /// <param name="Model">The model.</param>
    /// <param name="Unlike">What else was not alike in both publications; null when nothing was.</param>
    public sealed record UnknownSampleCount(string Model, string? Unlike) : PairReason;

    /// <summary>A published metric is no share of samples.</summary>
    /// <param name="Metric">The metric.</param>
    /// <param name="Unlike">What else was not alike in both publications; null when nothing was.</param>
    public sealed record NoShare(string Metric, string? Unlike) : PairReason;
}
