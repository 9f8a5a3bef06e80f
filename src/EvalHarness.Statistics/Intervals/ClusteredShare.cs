using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// A share of right answers that come in clusters (documents, conversations, repeats of one question), with intervals for
/// one proportion in which the number of values is divided by the design effect and the normal quantile gives way to that
/// of t: E. L. Korn, B. I. Graubard, "Confidence intervals for proportions with small expected number of positive counts
/// estimated from survey data" (1998), Survey Methodology 24, 193-201. Unlike mean ± t·se they hold near 0 and 1.
/// </summary>
/// <param name="N">Number of values.</param>
/// <param name="Clusters">Number of clusters that hold values.</param>
/// <param name="EffectiveClusters">Number of clusters of one size that would weigh as much.</param>
/// <param name="Share">The share of values that are 1.</param>
/// <param name="Variant">How the variance was estimated.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of t; null with one cluster, and with it all that follows.</param>
/// <param name="DesignEffect">
/// The variance over that of as many independent values, at least 1. N/K where all are right or all are wrong: there is no
/// variance to see, so each cluster counts once.
/// </param>
/// <param name="EffectiveN">Number of independent values that would say as much, at most N.</param>
/// <remarks>
/// Held against R survey 4.1-1 svyciprop through <see cref="SurveyShare"/>. With every value a cluster of its own and all
/// right, <see cref="KornGraubard"/> is the interval of Clopper and Pearson.
/// </remarks>
public sealed record ClusteredShare(
    int N,
    int Clusters,
    double EffectiveClusters,
    double Share,
    ClusterRobustVariant Variant,
    double? DegreesOfFreedom,
    double? DesignEffect,
    double? EffectiveN
)
{
    /// <summary>The share of these values; null without values.</summary>
    /// <param name="values">The values, each 0 or 1.</param>
    /// <param name="clusters">The cluster of each value, numbered from 0.</param>
    /// <param name="variant">How the variance is estimated; CR3 is the safe choice where clusters are few or unequal.</param>
    public static ClusteredShare? Of(
        ReadOnlySpan<double> values,
        ReadOnlySpan<int> clusters,
        ClusterRobustVariant variant = ClusterRobustVariant.Cr3
    )
    {
        Require.RightOrWrong(values, nameof(values));
        return ClusterRobustMean.Of(values, clusters) is { } mean ? Of(mean, variant) : null;
    }

    /// <summary>The share that is the mean of 0/1 values.</summary>
    internal static ClusteredShare Of(ClusterRobustMean mean, ClusterRobustVariant variant)
    {
        var error = mean.Errors[(int)variant];
        double share = mean.Mean;
        double? effect =
            error.DegreesOfFreedom is null ? null
            : share is 0 or 1 ? (double)mean.N / mean.Clusters
            : Math.Max(1, error.StandardError!.Value * error.StandardError.Value * mean.N / (share * (1 - share)));
        return new(
            mean.N,
            mean.Clusters,
            mean.EffectiveClusters,
            share,
            variant,
            error.DegreesOfFreedom,
            effect,
            mean.N / effect
        );
    }

    /// <summary>
    /// Wilson's score interval (1927), doi:10.1080/01621459.1927.10502953, with the effective number of values and t. From 0
    /// where all are wrong, up to 1 where all are right; null with one cluster.
    /// </summary>
    public Interval? Wilson(double level = 0.95)
    {
        Require.Level(level);
        return Trials?.Wilson(level);
    }

    /// <summary>
    /// The interval of Clopper and Pearson with n·(t(N-1)/t(df))² values, n the effective number: Korn and Graubard's own. The
    /// widest of the three, for gates that must not pass by chance; null with one cluster.
    /// </summary>
    public Interval? KornGraubard(double level = 0.95)
    {
        Require.Level(level);
        return EffectiveN is { } n ? BetaLimits(Share, n * Squeeze(level), level) : null;
    }

    /// <summary>The interval of log odds ± t/sqrt(n·p·(1-p)); null with one cluster and where all are right or all are wrong.</summary>
    public Interval? Logit(double level = 0.95)
    {
        Require.Level(level);
        return EffectiveN is { } n && Share is > 0 and < 1
            ? LogitLimits(
                Share,
                Tails.StudentCritical(level, DegreesOfFreedom!.Value) / Math.Sqrt(n * Share * (1 - Share))
            )
            : null;
    }

    /// <summary>
    /// The score test that belongs to <see cref="Wilson"/>: an end of the interval is where a one-sided p is (1-level)/2. Null
    /// with one cluster.
    /// </summary>
    /// <param name="bound">The share that is tested, within (0, 1): at 0 and 1 the test has no scale.</param>
    public ShareTest? Score(double bound)
    {
        Require.OpenProbability(bound, nameof(bound));
        return Trials?.Score(bound);
    }

    private EffectiveTrials? Trials =>
        EffectiveN is { } n ? new EffectiveTrials(Share, n, DegreesOfFreedom!.Value) : null;

    /// <summary>(t(N-1)/t(df))², by which few clusters shrink the effective number further.</summary>
    internal double Squeeze(double level)
    {
        double ratio = Tails.StudentCritical(level, N - 1) / Tails.StudentCritical(level, DegreesOfFreedom!.Value);
        return ratio * ratio;
    }

    internal static Interval BetaLimits(double share, double n, double level)
    {
        double tail = 0.5 * (1 - level);
        double right = n * share;
        double wrong = n * (1 - share);
        return new Interval(
            right == 0 ? 0 : IncompleteBeta.Quantile(tail, 1 - tail, right, wrong + 1).X,
            wrong == 0 ? 1 : IncompleteBeta.Quantile(1 - tail, tail, right + 1, wrong).X
        );
    }

    internal static Interval LogitLimits(double share, double half)
    {
        double odds = Math.Log(share / (1 - share));
        return new Interval(1 / (1 + Math.Exp(half - odds)), 1 / (1 + Math.Exp(-half - odds)));
    }
}
