using System.Collections.Immutable;

namespace EvalHarness.Decisions;

/// <summary>Shrinkage of many estimated uplifts towards a common one, against the curse that the best of many was lucky.</summary>
public static class WinnersCurse
{
    /// <summary>The number of proposed options above which uplifts are shrunk.</summary>
    public const int ManyOptions = 5;

    /// <summary>The uplifts, shrunk towards the prior of their rung.</summary>
    /// <param name="uplifts">The estimated uplifts.</param>
    /// <param name="standardErrors">Their standard errors, above 0.</param>
    /// <param name="prior">What is expected of such an option before it is measured.</param>
    /// <remarks>
    /// Each deviation from the prior keeps the share τ²/(τ² + s²); τ² is the moment estimate of R. DerSimonian, N. Laird,
    /// "Meta-analysis in clinical trials", Controlled Clinical Trials 7 (1986), doi:10.1016/0197-2456(86)90046-2, at least
    /// 0. One option is not enough to estimate τ² and stays as it is.
    /// </remarks>
    public static Shrunk Shrink(IReadOnlyList<double> uplifts, IReadOnlyList<double> standardErrors, double prior = 0)
    {
        ArgumentNullException.ThrowIfNull(uplifts);
        ArgumentNullException.ThrowIfNull(standardErrors);
        ArgumentOutOfRangeException.ThrowIfNotEqual(standardErrors.Count, uplifts.Count);
        if (standardErrors.Any(error => !(error > 0)))
        {
            throw new ArgumentOutOfRangeException(nameof(standardErrors), "standard errors must be above 0");
        }

        double variance = BetweenVariance(uplifts, standardErrors);
        return uplifts.Count < 2
            ? new([.. uplifts], null)
            : new([.. uplifts.Select((uplift, i) => prior + ((uplift - prior) * Kept(standardErrors[i])))], variance);

        double Kept(double error) => variance / (variance + (error * error));
    }

    private static double BetweenVariance(IReadOnlyList<double> uplifts, IReadOnlyList<double> errors)
    {
        double[] weights = [.. errors.Select(error => 1 / (error * error))];
        double total = weights.Sum();
        double mean = weights.Zip(uplifts, (weight, uplift) => weight * uplift).Sum() / total;
        double q = weights.Zip(uplifts, (weight, uplift) => weight * (uplift - mean) * (uplift - mean)).Sum();
        double scale = total - (weights.Sum(weight => weight * weight) / total);
        return scale > 0 ? Math.Max(0, (q - (uplifts.Count - 1)) / scale) : 0;
    }
}

/// <summary>Uplifts after shrinkage.</summary>
/// <param name="Uplifts">The shrunk uplifts, in the order given.</param>
/// <param name="BetweenVariance">The estimated variance of true uplifts; null of a single option.</param>
public sealed record Shrunk(ImmutableArray<double> Uplifts, double? BetweenVariance);
