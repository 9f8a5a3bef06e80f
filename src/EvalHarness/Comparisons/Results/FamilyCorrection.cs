using EvalHarness.Core;

namespace EvalHarness.Comparisons.Results;

/// <summary>How the p-values of the declared comparisons were corrected for their number.</summary>
/// <param name="Declared">What the suite asks for.</param>
/// <param name="Applied">What was done; Holm where what was declared could not be.</param>
/// <param name="Size">Number of declared comparisons that were tested.</param>
/// <param name="Obstacle">Why it could not be done as declared; null when it was.</param>
public sealed record FamilyCorrection(
    Correction Declared,
    Correction Applied,
    int Size,
    CorrectionObstacle? Obstacle = null
)
{
    /// <summary>
    /// Number of leaderboards whose reference was not declared: the best of several models in the data is it, and the family
    /// has the comparisons with every model that it could have been.
    /// </summary>
    public int ChosenReferences { get; init; }
}

/// <summary>A declared comparison that has no paired differences whose signs could be flipped together with the others'.</summary>
/// <param name="Why">Why it has none.</param>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Model">The first model.</param>
/// <param name="Against">The second model.</param>
public sealed record CorrectionObstacle(NoSigns Why, string Task, string Metric, string Model, string Against);

/// <summary>Why a comparison has no signs to flip.</summary>
public enum NoSigns
{
    /// <summary>The metric is no mean of one number a sample.</summary>
    NoMean,

    /// <summary>A sample lacks a response of one of the two, so that the units are not those of the other comparisons.</summary>
    MissingResponses,

    /// <summary>The scores are published ones, without their samples.</summary>
    Published,
}
