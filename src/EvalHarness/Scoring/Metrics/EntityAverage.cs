namespace EvalHarness.Scoring.Metrics;

/// <summary>How scores of entity types become one.</summary>
public enum EntityAverage
{
    /// <summary>From the counts summed over types.</summary>
    Micro,

    /// <summary>The plain mean over types.</summary>
    Macro,

    /// <summary>The mean over types weighted by their gold entities.</summary>
    Weighted,
}
