namespace EvalHarness.Scoring.Metrics;

/// <summary>What an association is measured by: order alone, or distance too.</summary>
public enum CorrelationKind
{
    /// <summary>Spearman's rho, on mid-ranks.</summary>
    Spearman,

    /// <summary>Kendall's tau-b.</summary>
    Kendall,

    /// <summary>Pearson's r.</summary>
    Pearson,
}
