using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Regression;

namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// How often one model would be preferred to another if both wrote answers of one length: Y. Dubois, B. Galambosi, P. Liang,
/// T. B. Hashimoto, "Length-controlled AlpacaEval: a simple way to debias automatic evaluators" (2024), arXiv:2404.04475. The log odds
/// of the preference are θ + φ·tanh(d/s), with d the difference of the lengths and s its standard deviation; the rate is that at d = 0.
/// </summary>
/// <remarks>
/// Theirs has one more term, the difficulty of an instruction, taken from many models on AlpacaEval's instructions; regularises by L1,
/// chosen by cross-validation, and by two models that were made to be long and short; and gives no interval. Ours has Jeffreys' penalty
/// (<see cref="FirthLogit"/>), which keeps both coefficients finite where a judge always takes the longer answer, and a percentile
/// interval from resampled clusters (B. Efron, R. Tibshirani, "An introduction to the bootstrap" (1993), chapter 13). Resamples are
/// fitted to counts in 256 classes of tanh(d/s), the rate itself to the values. By simulation (400 runs each, lengths normal) the interval
/// of 95 % holds the true rate in 94 to 95 % of runs with 60 and 200 pairs, in 92 % with 30; where the judge looks at lengths alone, so that
/// the data are separated, in 90 to 93 %.
/// </remarks>
/// <param name="Rate">The rate at equal lengths, in (0, 1).</param>
/// <param name="Interval">Its interval; null with one cluster, or where more than one in twenty resamples has no estimate.</param>
/// <param name="Slope">φ: what one standard deviation of length adds to the log odds, at most.</param>
/// <param name="N">Number of preferences.</param>
/// <param name="Longer">How often the answer of the first model is the longer one.</param>
/// <param name="Shorter">How often it is the shorter one.</param>
public sealed record LengthControlledWinRate(
    double Rate,
    Interval? Interval,
    double Slope,
    int N,
    int Longer,
    int Shorter
)
{
    /// <summary>With fewer answers than these on either side the rate at equal lengths would be guessed from one side.</summary>
    public const int Fewest = 5;

    private const int Classes = 128;

    /// <summary>The rate in each resample, NaN where it has none; resample i draws the same clusters for all pairs of models.</summary>
    internal double[] Replicates { get; private init; } = [];

    /// <summary>
    /// The rate from one preference a pair of answers; null where lengths never differ, or where fewer than <see cref="Fewest"/>
    /// answers of the first model are longer or as long, or shorter or as long.
    /// </summary>
    /// <param name="preferences">What the first model got of each pair, in [0, 1].</param>
    /// <param name="differences">Length of its answer less that of the other, in any unit.</param>
    /// <param name="clusters">Cluster of each pair, numbered from 0.</param>
    /// <param name="clusterCount">Number of clusters from which resamples are drawn, also those without a pair.</param>
    /// <param name="resamples">Number of resamples, 2 or more.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="level">Confidence level.</param>
    public static LengthControlledWinRate? Of(
        ReadOnlySpan<double> preferences,
        ReadOnlySpan<double> differences,
        ReadOnlySpan<int> clusters,
        int clusterCount,
        int resamples,
        ulong seed,
        double level = 0.95
    )
    {
        Require.Values(preferences, nameof(preferences), atLeast: 0);
        Require.Values(differences, nameof(differences), atLeast: 0);
        Require.SameLength(preferences.Length, differences.Length, nameof(differences));
        Require.SameLength(preferences.Length, clusters.Length, nameof(clusters));
        Require.Level(level);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 2);
        var (longer, shorter) = (0, 0);
        foreach (double difference in differences)
        {
            longer += difference > 0 ? 1 : 0;
            shorter += difference < 0 ? 1 : 0;
        }

        int n = preferences.Length;
        if (longer + shorter == 0 || n - shorter < Fewest || n - longer < Fewest)
        {
            return null;
        }

        double[] places = Places(differences);
        double[] ones = new double[n];
        Array.Fill(ones, 1);
        if (FirthLogit.Fit(places, ones, preferences) is not { } fit)
        {
            return null;
        }

        double[] replicates = Replicate(preferences, places, clusters, clusterCount, resamples, seed, fit);
        return new(fit.At(0), PercentileOf(replicates, clusterCount, level), fit.Slope, n, longer, shorter)
        {
            Replicates = replicates,
        };
    }

    /// <summary>The same from the side of the other model.</summary>
    internal LengthControlledWinRate OfTheOther() =>
        new(
            1 - Rate,
            Interval is { } limits ? new Interval(1 - limits.High, 1 - limits.Low) : null,
            Slope,
            N,
            Shorter,
            Longer
        )
        {
            Replicates = Array.ConvertAll(Replicates, rate => 1 - rate),
        };

    /// <summary>The mean of the rates against several opponents, from the same resamples; null without any.</summary>
    /// <param name="rates">The rates, one an opponent.</param>
    /// <param name="clusterCount">Number of clusters from which the resamples were drawn.</param>
    /// <param name="level">Confidence level.</param>
    internal static (double Rate, Interval? Interval)? Mean(
        IReadOnlyList<LengthControlledWinRate> rates,
        int clusterCount,
        double level
    )
    {
        if (rates.Count == 0)
        {
            return null;
        }

        double[] means = new double[rates[0].Replicates.Length];
        for (int resample = 0; resample < means.Length; resample++)
        {
            means[resample] = rates.Average(rate => rate.Replicates[resample]);
        }

        return (rates.Average(rate => rate.Rate), PercentileOf(means, clusterCount, level));
    }

    private static double[] Places(ReadOnlySpan<double> differences)
    {
        double deviation = Moments.Of(differences).StandardDeviation!.Value;
        double[] places = new double[differences.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = Math.Tanh(differences[i] / deviation);
        }

        return places;
    }

    private static double[] Replicate(
        ReadOnlySpan<double> preferences,
        double[] places,
        ReadOnlySpan<int> clusters,
        int clusterCount,
        int resamples,
        ulong seed,
        FirthLogit fit
    )
    {
        double[] values = preferences.ToArray();
        int[] of = clusters.ToArray();
        int[] classes = Array.ConvertAll(places, ClassOf);
        int[] used = [.. classes.Distinct().Order()];
        classes = Array.ConvertAll(classes, one => Array.BinarySearch(used, one));
        double[] centres = Centres(places, classes, used.Length);
        double[] replicates = new double[resamples];
        Parallel.For(
            0,
            resamples,
            Chunks.On(null),
            () => (Drawn: new int[clusterCount], Trials: new double[centres.Length], Sums: new double[centres.Length]),
            (resample, _, own) =>
            {
                ClusterDraws.Draw(own.Drawn, seed, (ulong)resample);
                own.Trials.AsSpan().Clear();
                own.Sums.AsSpan().Clear();
                for (int i = 0; i < of.Length; i++)
                {
                    own.Trials[classes[i]] += own.Drawn[of[i]];
                    own.Sums[classes[i]] += own.Drawn[of[i]] * values[i];
                }

                replicates[resample] = FirthLogit.Fit(centres, own.Trials, own.Sums, fit)?.At(0) ?? double.NaN;
                return own;
            },
            _ => { }
        );
        return replicates;
    }

    // Equal lengths have a class of their own, between those of either sign.
    private static int ClassOf(double place) =>
        Classes
        + (place == 0 ? 0 : Math.Sign(place) * Math.Min(Classes, 1 + (int)Math.Floor(Math.Abs(place) * Classes)));

    private static double[] Centres(double[] places, int[] classes, int count)
    {
        double[] sums = new double[count];
        int[] counts = new int[sums.Length];
        for (int i = 0; i < places.Length; i++)
        {
            sums[classes[i]] += places[i];
            counts[classes[i]]++;
        }

        return [.. sums.Zip(counts, (sum, number) => sum / number)];
    }

    private static Interval? PercentileOf(double[] replicates, int clusters, double level)
    {
        double[] values = [.. replicates.Where(double.IsFinite).Order()];
        return clusters < 2 || values.Length < 0.95 * replicates.Length
            ? null
            : new Interval(Quantiles.OfSorted(values, (1 - level) / 2), Quantiles.OfSorted(values, (1 + level) / 2));
    }
}
