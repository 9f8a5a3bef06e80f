using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Sequential;

/// <summary>
/// An e-value for the hypothesis that neither of two models is better, from the items that exactly one got right. It may be
/// looked at after every item: by Ville's inequality the chance that it ever reaches 1/α under the hypothesis is at most α.
/// A beta mixture of likelihood ratios: H. Robbins, "Statistical methods related to the law of the iterated logarithm" (1970),
/// doi:10.1214/aoms/1177696786; A. Ramdas et al., "Game-theoretic statistics and safe anytime-valid inference" (2023),
/// doi:10.1214/23-STS894. Items must come in random order. Two integers are all its state; order does not matter.
/// </summary>
public static class SequentialMcNemar
{
    /// <summary>The spread of effects that the default mixture expects: Beta(10, 10) around one half.</summary>
    public const double DefaultConcentration = 10;

    /// <summary>
    /// ln E = ln B(a+W, a+L) - ln B(a, a) + (W+L) ln 2; 0 before the first discordant item.
    /// </summary>
    /// <param name="wins">Items that only A got right.</param>
    /// <param name="losses">Items that only B got right.</param>
    /// <param name="concentration">The parameter a of the mixture.</param>
    public static double LogEvidence(long wins, long losses, double concentration = DefaultConcentration)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wins);
        ArgumentOutOfRangeException.ThrowIfNegative(losses);
        Require.Positive(concentration, nameof(concentration));
        return LogSpace.LogBeta(concentration + wins, concentration + losses)
            - LogSpace.LogBeta(concentration, concentration)
            + (wins + losses) * Math.Log(2);
    }

    /// <summary>Whether the models differ at that error rate, however often one looks.</summary>
    public static bool Rejects(long wins, long losses, double alpha = 0.05, double concentration = DefaultConcentration)
    {
        Require.OpenProbability(alpha, nameof(alpha));
        return LogEvidence(wins, losses, concentration) >= -Math.Log(alpha);
    }

    /// <summary>The anytime-valid p after the largest evidence so far: min(1, 1/E).</summary>
    public static double AnytimeP(double largestLogEvidence)
    {
        Require.Number(largestLogEvidence, nameof(largestLogEvidence));
        return Math.Min(1, Math.Exp(-largestLogEvidence));
    }
}
