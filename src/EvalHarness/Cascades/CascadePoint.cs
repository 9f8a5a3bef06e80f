namespace EvalHarness.Cascades;

/// <summary>The cascade at one threshold.</summary>
/// <param name="Accepted">Samples whose small answer stands.</param>
/// <param name="Threshold">The confidence from which on it stands; infinite where it never does.</param>
/// <param name="StrongShare">The share of samples that the big model answers.</param>
/// <param name="Quality">The mean score of all samples, whoever answers them.</param>
/// <param name="CascadeCost">The mean cost where the small model always answers first.</param>
/// <param name="RouterCost">The mean cost where only one of the two answers.</param>
public sealed record CascadePoint(
    int Accepted,
    double Threshold,
    double StrongShare,
    double Quality,
    double CascadeCost,
    double RouterCost
);
