namespace EvalHarness.Statistics.Resampling;

/// <summary>Which of the bootstrap's intervals stands beside an estimate.</summary>
public enum BootstrapInterval
{
    /// <summary>Bias-corrected and accelerated.</summary>
    Bca,

    /// <summary>Between quantiles.</summary>
    Percentile,

    /// <summary>Between mirrored quantiles.</summary>
    Basic,
}
