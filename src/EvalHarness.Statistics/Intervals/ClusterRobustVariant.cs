namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// How the variance of a mean of N values in K clusters is estimated. s is the sum of a cluster's deviations from the
/// mean and h its share of the values. Names after J. E. Pustejovsky, E. Tipton, "Small-sample methods for cluster-robust
/// variance estimation" (2018), doi:10.1080/07350015.2016.1247004.
/// </summary>
public enum ClusterRobustVariant
{
    /// <summary>Σs²/N², K-1 degrees of freedom: far too small with few or unequal clusters.</summary>
    Cr0,

    /// <summary>K/(K-1) times that, K-1 degrees of freedom: right for many clusters of like size.</summary>
    Cr1,

    /// <summary>
    /// Σs²/(1-h)/N², unbiased where values are independent: R. M. Bell, D. F. McCaffrey, "Bias reduction in standard errors for
    /// linear regression with multi-stage samples" (2002), Survey Methodology 28, 169-181.
    /// </summary>
    Cr2,

    /// <summary>
    /// The jackknife over clusters around the mean of all values, (K-1)/K·Σ(s/(1-h))²/N²: CV3 of J. G. MacKinnon, M. Ø. Nielsen,
    /// M. D. Webb, "Cluster-robust inference: a guide to empirical practice" (2023), doi:10.1016/j.jeconom.2022.04.001.
    /// </summary>
    Cr3,

    /// <summary>The jackknife over clusters around the mean of its own values: CV3J of the same.</summary>
    Cr3Jackknife,

    /// <summary>Σ(s/(1-h))²/N², without the factor (K-1)/K: "CR3" of R clubSandwich, the largest of all.</summary>
    Cr3Plain,
}
