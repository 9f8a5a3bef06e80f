using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>
/// The nonparametric bootstrap of anything that is a formula of totals: B. Efron, "Bootstrap methods: another look at the
/// jackknife" (1979), doi:10.1214/aos/1176344552. Units (items, or clusters: A. C. Davison, D. V. Hinkley (1997), section
/// 3.8) are drawn with replacement and assumed independent. Few units make any bootstrap interval too short. The same seed
/// gives the same bits on any number of threads. Held against R boot 1.3-28.1 and full enumeration.
/// </summary>
public static class Bootstrap
{
    /// <summary>Resamples the units and applies the formula to each total.</summary>
    /// <param name="statistics">One row per unit.</param>
    /// <param name="formula">The statistic; pure, called from several threads.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="threads">The most threads to use; null for all cores.</param>
    /// <returns>The distribution; null where the statistic of the data themselves is undefined.</returns>
    public static BootstrapDistribution? Resample(
        SufficientStatistics statistics,
        Formula formula,
        int resamples,
        ulong seed,
        int? threads = null
    )
    {
        double[] replicates = new double[resamples];
        new Resampler(statistics).Run(
            resamples,
            seed,
            threads,
            (i, totals) => replicates[i] = formula(totals) ?? double.NaN
        );
        if (formula(statistics.Totals) is not { } value)
        {
            return null;
        }
        double[] defined = Array.FindAll(replicates, double.IsFinite);
        double acceleration = Jackknife.Acceleration(statistics, formula);
        return new BootstrapDistribution(value, defined, acceleration, resamples - defined.Length);
    }

    /// <summary>
    /// The difference of two models, formula of A minus formula of B, over the same units: both are resampled by the same
    /// draws. The statistics hold A's row and B's row side by side (<see cref="SufficientStatistics.SideBySide"/>).
    /// </summary>
    public static Formula Difference(Formula formula) =>
        totals => formula(totals[..(totals.Length / 2)]) - formula(totals[(totals.Length / 2)..]);

    /// <summary>Resamples and reports the value with its interval.</summary>
    /// <param name="statistics">One row per unit.</param>
    /// <param name="formula">The statistic.</param>
    /// <param name="items">Number of items behind the units.</param>
    /// <param name="level">Confidence level.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="interval">Which interval; BCa falls back to the percentile interval where it is undefined.</param>
    /// <param name="threads">The most threads to use; null for all cores.</param>
    public static Estimate Estimate(
        SufficientStatistics statistics,
        Formula formula,
        long items,
        double level = 0.95,
        int resamples = 10_000,
        ulong seed = 0,
        BootstrapInterval interval = BootstrapInterval.Bca,
        int? threads = null
    )
    {
        Require.Level(level);
        string units = items == statistics.Units ? "bootstrap" : "cluster bootstrap";
        var distribution = Resample(statistics, formula, resamples, seed, threads);
        if (distribution is null)
        {
            return Statistics.Intervals.Estimate.Undefined(
                "undefined for these data",
                level,
                items,
                statistics.Units,
                units
            );
        }
        return Report(distribution, level, interval, units) with
        {
            N = items,
            Clusters = statistics.Units,
            Resamples = resamples,
            Seed = seed,
        };
    }

    /// <summary>
    /// The bootstrap of a statistic of weighted units, for what is no formula of totals (ranks, calibration, quantiles): it is
    /// called with how often each unit was drawn. No acceleration: the interval is the percentile interval.
    /// </summary>
    /// <param name="units">Number of units.</param>
    /// <param name="statistic">The statistic for such weights; pure, called from several threads.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="threads">The most threads to use; null for all cores.</param>
    public static BootstrapDistribution? ResampleWeights(
        int units,
        Formula statistic,
        int resamples,
        ulong seed,
        int? threads = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        double[] ones = new double[units];
        Array.Fill(ones, 1);
        if (statistic(ones) is not { } value)
        {
            return null;
        }
        double[] replicates = new double[resamples];
        Parallel.For(
            0,
            resamples,
            Chunks.On(threads),
            () => (Counts: new byte[units], Weights: new double[units]),
            (resample, _, scratch) =>
            {
                Array.Clear(scratch.Counts);
                ResampleCounts.Draw(scratch.Counts, units, seed, (ulong)resample);
                for (int i = 0; i < units; i++)
                {
                    scratch.Weights[i] = scratch.Counts[i];
                }
                replicates[resample] = statistic(scratch.Weights) ?? double.NaN;
                return scratch;
            },
            _ => { }
        );
        double[] defined = Array.FindAll(replicates, double.IsFinite);
        return new BootstrapDistribution(value, defined, 0, resamples - defined.Length);
    }

    /// <summary>The value and interval of a distribution, still without counts and seed.</summary>
    public static Estimate Report(
        BootstrapDistribution distribution,
        double level,
        BootstrapInterval interval,
        string units = "bootstrap"
    )
    {
        var limits = interval switch
        {
            BootstrapInterval.Bca => distribution.Bca(level),
            BootstrapInterval.Basic => distribution.Basic(level),
            _ => distribution.Percentile(level),
        };
        string name = interval switch
        {
            BootstrapInterval.Bca when limits is not null => "BCa",
            BootstrapInterval.Basic => "basic",
            _ => "percentile",
        };
        limits ??= distribution.Percentile(level);
        string? note =
            distribution.Undefined == 0 ? null : $"undefined in {distribution.Undefined} resamples, left out";
        return new Estimate(distribution.Value, limits?.Low, limits?.High, level, 0, 0, $"{name} {units}", Note: note)
        {
            StandardError = distribution.StandardError,
        };
    }
}
