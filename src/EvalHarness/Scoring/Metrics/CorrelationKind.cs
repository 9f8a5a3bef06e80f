namespace EvalHarness.Scoring.Metrics;

/// <summary>A coefficient of correlation.</summary>
public enum CorrelationKind
{
    /// <summary>Spearman's rho, on mid-ranks.</summary>
    Spearman,

    /// <summary>Kendall's tau-b.</summary>
    Kendall,

    /// <summary>Pearson's r.</summary>
    Pearson,
}
