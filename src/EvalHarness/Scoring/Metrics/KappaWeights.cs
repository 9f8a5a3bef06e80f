namespace EvalHarness.Scoring.Metrics;

/// <summary>What a disagreement weighs in Cohen's kappa.</summary>
public enum KappaWeights
{
    /// <summary>All alike.</summary>
    None,

    /// <summary>By the distance of the two classes in the order of the labels.</summary>
    Linear,

    /// <summary>By the square of that distance.</summary>
    Quadratic,
}
