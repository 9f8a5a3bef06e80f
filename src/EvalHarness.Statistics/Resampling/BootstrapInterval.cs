namespace EvalHarness.Statistics.Resampling;

/// <summary>Which bootstrap interval an estimate carries.</summary>
public enum BootstrapInterval
{
    /// <summary>Bias-corrected and accelerated.</summary>
    Bca,

    /// <summary>Between quantiles.</summary>
    Percentile,

    /// <summary>Between mirrored quantiles.</summary>
    Basic,
}
