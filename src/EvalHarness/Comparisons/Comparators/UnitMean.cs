using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// A mean over independent units, which are samples or clusters of them, with what boards, gates and power need to know of
/// its error. One place decides which variance is used and when a spread is no more than rounding noise.
/// </summary>
/// <param name="Robust">The mean with its standard errors; a standard error of rounding noise is 0.</param>
/// <param name="IsTrivial">Whether every sample is its own cluster.</param>
/// <param name="IsConstant">Whether all values are one, but for rounding noise.</param>
/// <param name="IsZero">Whether all values are 0, but for rounding noise.</param>
/// <param name="Sums">Values, or sums of a cluster's deviations from the mean: one number an independent unit.</param>
internal sealed record UnitMean(ClusterRobustMean Robust, bool IsTrivial, bool IsConstant, bool IsZero, double[] Sums)
{
    /// <summary>The values, with the cluster of each.</summary>
    private double[] Values { get; init; } = [];

    private ClusterIndex? Index { get; init; }

    /// <summary>The mean.</summary>
    public double Value => Robust.Mean;

    public int N => Robust.N;

    /// <summary>Number of independent units.</summary>
    public int Units => Robust.Clusters;

    /// <summary>Number of clusters of one size that would weigh as much; null without clusters.</summary>
    public double? EffectiveUnits => IsTrivial ? null : Robust.EffectiveClusters;

    /// <summary>The standard error and its degrees of freedom: CR2, and CR3 where one cluster holds nearly all.</summary>
    public ClusterRobustError Error => Robust.Errors[(int)Robust.Preferred];

    /// <summary>The standard error; null for one unit and where it is rounding noise, so that nothing can be tested.</summary>
    public double? Spread => Error.StandardError is > 0 and { } error ? error : null;

    /// <summary>Degrees of freedom of the spread.</summary>
    public double DegreesOfFreedom => Error.DegreesOfFreedom ?? 0;

    /// <summary>What kind of variance it is, for the name of a method; empty without clusters.</summary>
    public string Kind =>
        IsTrivial ? ""
        : Robust.Preferred == ClusterRobustVariant.Cr2 ? "CR2"
        : "CR3";

    /// <summary>The mean of some values, at least one.</summary>
    public static UnitMean Of(ReadOnlySpan<double> values, ClusterIndex clusters) =>
        Of(ClusterRobustMean.Of(values, clusters.Of)!, clusters, values, Scaling.Largest(values));

    /// <summary>The mean difference of two models on the same samples, at least one.</summary>
    public static UnitMean OfDifference(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        ClusterIndex clusters
    ) =>
        Of(
            ClusterRobustDifference.Of(first, second, clusters.Of)!,
            clusters,
            Moments.Differences(first, second),
            Math.Max(Scaling.Largest(first), Scaling.Largest(second))
        );

    private static UnitMean Of(
        ClusterRobustMean robust,
        ClusterIndex clusters,
        ReadOnlySpan<double> values,
        double largest
    )
    {
        double[] sums = values.ToArray();
        if (!clusters.IsTrivial)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] -= robust.Mean;
            }

            sums = Clusters.Sums(sums, clusters.Of);
        }

        return new(robust, clusters.IsTrivial, AreAll(values, values[0], largest), AreAll(values, 0, largest), sums)
        {
            Values = values.ToArray(),
            Index = clusters,
        };
    }

    /// <summary>The mean with its t tests; null where it has no spread.</summary>
    /// <param name="range">
    /// Smallest and largest value possible: without limits skewness is allowed for, as between limits it is by
    /// <see cref="Trials"/>, and of differences between limits not at all.
    /// </param>
    public MeanTails? Tails((double Low, double High) range) =>
        Spread is { } error
            ? new MeanTails(
                Value,
                error,
                DegreesOfFreedom,
                double.IsFinite(range.Low) && double.IsFinite(range.High)
                    ? null
                    : SkewedTails.Of(Sums, DegreesOfFreedom)
            )
            : null;

    /// <summary>
    /// The mean as a share of independent trials, for values between fixed limits; null where it has no spread and is at neither
    /// end, and for one unit. The variance is CR3, which is the safe one for shares: <see cref="ClusteredShare"/>.
    /// </summary>
    /// <param name="range">Smallest and largest value possible, both finite.</param>
    /// <param name="answers">
    /// Number of answers where each is right or wrong: no more independent trials than that; null for scores in parts.
    /// </param>
    public EffectiveTrials? Trials((double Low, double High) range, long? answers)
    {
        double span = range.High - range.Low;
        double share = Math.Clamp((Value - range.Low) / span, 0, 1);
        var error = Robust.Errors[(int)ClusterRobustVariant.Cr3];
        if (error.DegreesOfFreedom is not { } df)
        {
            return null;
        }

        double scaled = error.StandardError!.Value / span;
        double most = answers ?? double.PositiveInfinity;
        double? trials =
            share is 0 or 1 ? Units
            : scaled > 0 ? Math.Min(most, share * (1 - share) / (scaled * scaled))
            : answers;
        return trials is not { } n ? null
            : share is 0 or 1 ? new EffectiveTrials(share, n, df)
            : OfFew(new EffectiveTrials(share, n, df), range);
    }

    /// <summary>
    /// Near an end only few units have any answer of the rarer kind, and they tell of the variance: m of K units leave it
    /// mK/(K-m) - 1 degrees of freedom at most, which is no less than usual where half of the units have one. By simulation (30
    /// clusters of 8, accuracy 0.95, correlation 0.3) a gate at its true value passes in 2 % of runs then, and in 10 % with the
    /// degrees of freedom of all clusters; 100 clusters of log-normal sizes at 0.98 in 5 % and in 14 %.
    /// </summary>
    private EffectiveTrials OfFew(EffectiveTrials trials, (double Low, double High) range)
    {
        double end = trials.Share > 0.5 ? range.High : range.Low;
        int unlike = Unlike(end, range.High - range.Low);
        double left = unlike == Units ? double.PositiveInfinity : ((double)unlike * Units / (Units - unlike)) - 1;
        return left >= trials.DegreesOfFreedom
            ? trials
            : trials with
            {
                DegreesOfFreedom = Math.Max(1, left),
                Wholly = (
                    trials.Share > 0.5 ? (double)(Units - unlike) / Units : (double)unlike / Units,
                    Units,
                    trials.DegreesOfFreedom
                ),
            };
    }

    /// <summary>The number of units with a value that is not at that end.</summary>
    private int Unlike(double end, double span)
    {
        var units = new HashSet<int>();
        for (int i = 0; i < Values.Length; i++)
        {
            if (!Scaling.IsNoise(Math.Abs(Values[i] - end), span))
            {
                units.Add(Index!.Of[i]);
            }
        }

        return units.Count;
    }

    /// <summary>What few, or very unequal, clusters mean for whoever reads the interval; null where they are many.</summary>
    public string? FewUnits()
    {
        if (IsTrivial || Units < 2)
        {
            return null;
        }

        double effective = Robust.EffectiveClusters;
        return Robust.LargestShare > 0.5
                ? FormattableString.Invariant(
                    $"one cluster holds {100 * Robust.LargestShare:0.#} % of the samples, so that {Units} clusters count as {effective:0.#}: hardly any evidence"
                )
            : DegreesOfFreedom < 4
                ? FormattableString.Invariant(
                    $"only {Unequal(effective)}, {DegreesOfFreedom:0.#} degrees of freedom: hardly any evidence"
                )
            : effective < 30 ? FormattableString.Invariant($"only {Unequal(effective)}: read with care")
            : null;
    }

    private string Unequal(double effective) =>
        Units - effective < 0.05
            ? FormattableString.Invariant($"{Units} clusters")
            : FormattableString.Invariant($"{Units} clusters of unequal size that count as {effective:0.#}");

    private static bool AreAll(ReadOnlySpan<double> values, double one, double largest)
    {
        foreach (double value in values)
        {
            if (!Scaling.IsNoise(Math.Abs(value - one), largest))
            {
                return false;
            }
        }

        return true;
    }
}
