using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// Uncertainty of <see cref="BradleyTerry"/> strengths by resampling games. Source: Efron and Tibshirani, An Introduction to
/// the Bootstrap, 1993, chapter 13 (percentile interval). Assumes independent games.
/// </summary>
/// <param name="Intervals">Percentile interval of each model on the Elo scale with mean 1500.</param>
/// <param name="StandardErrors">Standard deviation of each model's resampled Elo-scale strength.</param>
/// <param name="Resamples">Resamples drawn.</param>
/// <param name="Unusable">Resamples without an estimate, which are left out.</param>
public sealed record BradleyTerryBootstrap(
    IReadOnlyList<Interval> Intervals,
    IReadOnlyList<double> StandardErrors,
    int Resamples,
    int Unusable
)
{
    /// <summary>Draws the games with replacement that often. The same seed gives the same numbers.</summary>
    /// <exception cref="ArgumentException">Fewer than two resamples have an estimate.</exception>
    public static BradleyTerryBootstrap Draw(
        ReadOnlySpan<int> first,
        ReadOnlySpan<int> second,
        ReadOnlySpan<double> result,
        int models,
        int resamples,
        ulong seed,
        double level = 0.95
    )
    {
        Require.Level(level);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 2);
        // Checks the games, and that there are any.
        _ = PairedGames.Wins(first, second, result, models);
        ArgumentOutOfRangeException.ThrowIfZero(first.Length);
        var draws = new List<double[]>(resamples);
        double[] wins = new double[models * models];
        for (int resample = 0; resample < resamples; resample++)
        {
            wins.AsSpan().Clear();
            var random = new RandomSource(seed, (ulong)resample);
            for (int i = 0; i < first.Length; i++)
            {
                int game = random.NextIndex(first.Length);
                wins[(first[game] * models) + second[game]] += result[game];
                wins[(second[game] * models) + first[game]] += 1 - result[game];
            }
            if (BradleyTerry.Fit(wins, models) is { } fit)
            {
                draws.Add(fit.EloScale());
            }
        }
        if (draws.Count < 2)
        {
            throw new ArgumentException($"{draws.Count} of {resamples} resamples have an estimate, 2 are needed");
        }
        var intervals = new Interval[models];
        double[] errors = new double[models];
        for (int model = 0; model < models; model++)
        {
            double[] values = [.. draws.Select(draw => draw[model]).Order()];
            intervals[model] = new Interval(
                Quantiles.OfSorted(values, (1 - level) / 2),
                Quantiles.OfSorted(values, (1 + level) / 2)
            );
            errors[model] = Moments.Of(values).StandardDeviation!.Value;
        }
        return new BradleyTerryBootstrap(intervals, errors, resamples, resamples - draws.Count);
    }
}
