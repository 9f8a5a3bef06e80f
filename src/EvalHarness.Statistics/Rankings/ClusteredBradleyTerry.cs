using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// <see cref="BradleyTerry"/> strengths with their uncertainty where games come in clusters (all verdicts on one sample, all samples of a
/// document): clusters are resampled whole. Source of the intervals: B. Efron, R. Tibshirani, "An introduction to the bootstrap" (1993),
/// chapter 13; of the ranks: <see cref="RankIntervals"/>, whose tests of all pairs go by the largest studentised difference of a resample
/// (single step, two-sided), so that all rank intervals hold together.
/// </summary>
/// <param name="Strengths">The strengths.</param>
/// <param name="Intervals">Percentile interval of each model on the Elo scale with mean 1500; null where there are none.</param>
/// <param name="Ranks">The places left open to each model; every place where nothing was decided.</param>
/// <param name="ChanceToBeBest">Share of resamples in which each model is the strongest.</param>
/// <param name="Clusters">Number of clusters that were resampled.</param>
/// <param name="Resamples">Resamples drawn.</param>
/// <param name="Unusable">
/// Resamples without an estimate. They are the ones in which a model won all or nothing, so beyond one in twenty there are no intervals.
/// </param>
/// <remarks>With every game a cluster of its own the intervals are those of <see cref="BradleyTerryBootstrap"/>.</remarks>
public sealed record ClusteredBradleyTerry(
    BradleyTerry Strengths,
    IReadOnlyList<Interval>? Intervals,
    IReadOnlyList<RankInterval> Ranks,
    IReadOnlyList<double> ChanceToBeBest,
    int Clusters,
    int Resamples,
    int Unusable
)
{
    private const double MostUnusable = 0.05;

    /// <summary>The strengths from games; null where <see cref="BradleyTerry.Fit"/> has none.</summary>
    /// <param name="first">Index of the first model of each game.</param>
    /// <param name="second">Index of the second model of each game, another one.</param>
    /// <param name="result">What the first got in each game, in [0, 1]: 1 a win, 0.5 a tie, 0 a loss.</param>
    /// <param name="clusters">Cluster of each game, numbered from 0 without gaps.</param>
    /// <param name="models">Number of models.</param>
    /// <param name="resamples">Number of resamples, 2 or more.</param>
    /// <param name="seed">Seed of the draws: the same seed gives the same numbers.</param>
    /// <param name="level">Confidence level.</param>
    public static ClusteredBradleyTerry? Of(
        ReadOnlySpan<int> first,
        ReadOnlySpan<int> second,
        ReadOnlySpan<double> result,
        ReadOnlySpan<int> clusters,
        int models,
        int resamples,
        ulong seed,
        double level = 0.95
    )
    {
        Require.Level(level);
        Require.SameLength(first.Length, clusters.Length, nameof(clusters));
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 2);
        if (BradleyTerry.Fit(PairedGames.Wins(first, second, result, models), models) is not { } fit)
        {
            return null;
        }

        int count = Statistics.Intervals.Clusters.Count(clusters);
        double[]?[] drawn = Draw(first, second, result, clusters, models, count, resamples, seed);
        double[][] usable = [.. drawn.OfType<double[]>()];
        bool holds = count > 1 && usable.Length >= Math.Max(2, (1 - MostUnusable) * resamples);
        double[][] byModel = [.. Enumerable.Range(0, models).Select(m => usable.Select(draw => draw[m]).ToArray())];
        return new(
            fit,
            holds ? [.. byModel.Select(values => Percentile(values, level))] : null,
            RankIntervals.OfDecisions(models, holds ? Decisions(fit.EloScale(), byModel, level) : (_, _) => false),
            RankBootstrap.ChanceToBeBest(byModel),
            count,
            resamples,
            resamples - usable.Length
        );
    }

    private static double[]?[] Draw(
        ReadOnlySpan<int> first,
        ReadOnlySpan<int> second,
        ReadOnlySpan<double> result,
        ReadOnlySpan<int> clusters,
        int models,
        int count,
        int resamples,
        ulong seed
    )
    {
        (int[] one, int[] other, double[] won, int[] of) = (
            first.ToArray(),
            second.ToArray(),
            result.ToArray(),
            clusters.ToArray()
        );
        double[]?[] draws = new double[resamples][];
        Parallel.For(
            0,
            resamples,
            Chunks.On(null),
            () => (Drawn: new int[count], Wins: new double[models * models]),
            (resample, _, own) =>
            {
                ClusterDraws.Draw(own.Drawn, seed, (ulong)resample);
                own.Wins.AsSpan().Clear();
                for (int game = 0; game < of.Length; game++)
                {
                    int times = own.Drawn[of[game]];
                    own.Wins[(one[game] * models) + other[game]] += times * won[game];
                    own.Wins[(other[game] * models) + one[game]] += times * (1 - won[game]);
                }

                draws[resample] = BradleyTerry.Fit(own.Wins, models)?.EloScale();
                return own;
            },
            _ => { }
        );
        return draws;
    }

    private static Interval Percentile(double[] values, double level)
    {
        double[] sorted = [.. values.Order()];
        return new Interval(Quantiles.OfSorted(sorted, (1 - level) / 2), Quantiles.OfSorted(sorted, (1 + level) / 2));
    }

    /// <summary>Which differences lie beyond what the largest of all strays by in resamples.</summary>
    private static Func<int, int, bool> Decisions(double[] strengths, double[][] draws, double level)
    {
        int models = strengths.Length;
        double[] largest = new double[draws[0].Length];
        double[,] errors = new double[models, models];
        for (int i = 0; i < models; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double[] differences = Moments.Differences(draws[i], draws[j]);
                double error = errors[i, j] = errors[j, i] = Moments.Of(differences).StandardDeviation ?? 0;
                for (int draw = 0; draw < largest.Length && error > 0; draw++)
                {
                    double strayed = Math.Abs(differences[draw] - (strengths[i] - strengths[j])) / error;
                    largest[draw] = Math.Max(largest[draw], strayed);
                }
            }
        }

        double limit = Quantiles.OfSorted([.. largest.Order()], level);
        return (one, other) => errors[one, other] > 0 && strengths[one] - strengths[other] > limit * errors[one, other];
    }
}
