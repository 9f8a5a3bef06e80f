namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// How often each model leads in joint resamples: P. Hall, H. Miller, "Using the bootstrap to quantify the authority of an
/// empirical ranking" (2009), doi:10.1214/09-AOS699; H. Goldstein, D. J. Spiegelhalter, "League tables and their limitations"
/// (1996), doi:10.2307/2983325. Resamples must come from the same draws for all models. Not a test: of two equal models the
/// one that leads in the data leads in most resamples.
/// </summary>
public static class RankBootstrap
{
    /// <summary>The share of resamples in which each model leads; those that lead together share it. 0 without resamples.</summary>
    /// <param name="replicates">Models x resamples; what is not a number comes last.</param>
    /// <param name="higherIsBetter">Whether the largest value leads.</param>
    /// <returns>One share a model, in their order; together 1.</returns>
    public static double[] ChanceToBeBest(IReadOnlyList<double[]> replicates, bool higherIsBetter = true)
    {
        ArgumentNullException.ThrowIfNull(replicates);
        int models = replicates.Count;
        double[] times = new double[models];
        double[] values = new double[models];
        int resamples = models == 0 ? 0 : replicates[0].Length;
        for (int resample = 0; resample < resamples; resample++)
        {
            double best = double.NegativeInfinity;
            for (int model = 0; model < models; model++)
            {
                double value = replicates[model][resample];
                values[model] =
                    double.IsNaN(value) ? double.NegativeInfinity
                    : higherIsBetter ? value
                    : -value;
                best = Math.Max(best, values[model]);
            }
            int leaders = values.Count(value => value == best);
            for (int model = 0; model < models; model++)
            {
                times[model] += values[model] == best ? 1.0 / leaders : 0;
            }
        }
        return [.. times.Select(count => resamples == 0 ? 0 : count / resamples)];
    }
}
