using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// The intervals of a clustered share as R survey 4.1-1 svyciprop gives them, for comparison: CR1 with K-1 degrees of
/// freedom, and a design effect that may fall below 1. Without an answer where all are right, all are wrong, or every
/// cluster has the same share; the product's own is <see cref="ClusteredShare"/>.
/// </summary>
public static class SurveyShare
{
    /// <summary>method = "beta": Clopper and Pearson with p(1-p)/V·(t(N-1)/t(K-1))² values.</summary>
    /// <param name="mean">The mean of 0/1 values.</param>
    /// <param name="level">Confidence level.</param>
    public static Interval? Beta(ClusterRobustMean mean, double level = 0.95)
    {
        Require.Level(level);
        if (Error(mean) is not { } error)
        {
            return null;
        }
        double ratio = Tails.StudentCritical(level, mean.N - 1) / Tails.StudentCritical(level, mean.Clusters - 1);
        double n = mean.Mean * (1 - mean.Mean) / (error * error);
        return ClusteredShare.BetaLimits(mean.Mean, n * ratio * ratio, level);
    }

    /// <summary>method = "xlogit": log odds ± t(K-1)·sqrt(V)/(p(1-p)).</summary>
    /// <param name="mean">The mean of 0/1 values.</param>
    /// <param name="level">Confidence level.</param>
    public static Interval? Logit(ClusterRobustMean mean, double level = 0.95)
    {
        Require.Level(level);
        return Error(mean) is { } error
            ? ClusteredShare.LogitLimits(
                mean.Mean,
                Tails.StudentCritical(level, mean.Clusters - 1) * error / (mean.Mean * (1 - mean.Mean))
            )
            : null;
    }

    private static double? Error(ClusterRobustMean mean) =>
        mean.Mean is > 0 and < 1
            ? mean.Errors[(int)ClusterRobustVariant.Cr1].StandardError is > 0 and { } e
                ? e
                : null
            : null;
}
