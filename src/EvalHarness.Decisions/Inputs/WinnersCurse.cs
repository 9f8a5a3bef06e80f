using System.Collections.Immutable;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Inputs;

/// <summary>Shrinkage of many estimated uplifts towards what is usual, against the curse that the best of many was lucky.</summary>
internal static class WinnersCurse
{
    /// <summary>The number of proposed options above which uplifts are shrunk.</summary>
    public const int ManyOptions = 5;

    /// <summary>The uplifts, shrunk towards the prior of their rung.</summary>
    /// <param name="uplifts">The estimated uplifts, one an option.</param>
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

    /// <summary>What shrinkage does to a decision with more than <see cref="ManyOptions"/> proposed options; nothing to others.</summary>
    /// <remarks>
    /// An option's uplift is the mean difference of its quality from the incumbent's, its standard error the standard
    /// deviation of that difference over the draws, its prior what its rung usually adds. The deviations from the priors are
    /// shrunk together. An option that is known exactly, or of which nothing but its rung is known, stays and tells nothing of
    /// the others; fewer than two others leave all as they are.
    /// </remarks>
    internal static ImmutableArray<Shrinkage> Of(DecisionSpec spec, Func<string, Parameter> quality)
    {
        OptionSpec[] proposed = [.. spec.Options.Where(option => option.Status == OptionStatus.Proposed)];
        if (proposed.Length <= ManyOptions)
        {
            return [];
        }

        var incumbent = quality(spec.Incumbent);
        (OptionSpec Option, double Uplift, double Error, double Prior)[] known =
        [
            .. proposed
                .Where(option => option.Quality is not null && option.Id != spec.Incumbent)
                .Select(option => Estimate(option, quality(option.Id)))
                .Where(one => one.Error > 0),
        ];
        var shrunk = Shrink([.. known.Select(one => one.Uplift - one.Prior)], [.. known.Select(one => one.Error)]);
        return shrunk.BetweenVariance is not { } variance
            ? []
            :
            [
                .. known.Select(
                    (one, i) =>
                        new Shrinkage(
                            one.Option.Id,
                            one.Uplift,
                            one.Prior + shrunk.Uplifts[i],
                            one.Prior,
                            one.Error,
                            Math.Sqrt(variance)
                        )
                ),
            ];

        (OptionSpec Option, double Uplift, double Error, double Prior) Estimate(OptionSpec option, Parameter own)
        {
            double[] difference = [.. Enumerable.Range(0, spec.MonteCarlo.Draws).Select(i => own[i] - incumbent[i])];
            return (
                option,
                CompensatedSum.Mean(difference),
                Moments.OfDraws(difference).StandardDeviation ?? 0,
                QualitySpec.Prior(option.Kind, spec.Incumbent).Distribution!.Mean
            );
        }
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
