using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Inputs;

/// <summary>
/// Joint draws of the metrics of several options from one set of samples: in each draw every cluster gets one random
/// weight, the same for all options, so that what two options share is shared in every draw.
/// </summary>
/// <remarks>
/// D. B. Rubin, "The Bayesian bootstrap", Annals of Statistics 9 (1981), doi:10.1214/aos/1176345338. Weights are
/// -ln u normalised, u from the stream <c>{samples}.{cluster}</c>. For a mean: exact mean x̄, variance Σ(x - x̄)²/(n(n + 1)).
/// </remarks>
public static class JointDraws
{
    private const int Block = 64;

    /// <summary>Draws the value of every metric.</summary>
    /// <param name="sources">The metrics, each with as many rows as there are clusters.</param>
    /// <param name="draws">The number of draws: that of the decision that they are for.</param>
    /// <param name="seed">The seed; the same seed gives the same bits on any number of threads.</param>
    /// <param name="samples">The name of the set of samples: sets of another name are drawn independently.</param>
    /// <returns>By metric, one value per draw.</returns>
    /// <exception cref="ArgumentException">There are no rows, or metrics differ in their number.</exception>
    public static double[][] Draw(IReadOnlyList<MetricRows> sources, int draws, ulong seed, string samples = "bb")
    {
        ArgumentNullException.ThrowIfNull(sources);
        int clusters = sources.Count == 0 ? 0 : sources[0].Rows;
        if (clusters == 0 || sources.Any(source => source.Rows != clusters))
        {
            throw new ArgumentException("every metric needs the same clusters, at least one", nameof(sources));
        }

        RandomCounter[] streams =
        [
            .. Enumerable
                .Range(0, clusters)
                .Select(j => new RandomCounter(seed, FormattableString.Invariant($"{samples}.{j}"))),
        ];
        double[][] values = [.. sources.Select(_ => new double[draws])];
        Parallel.For(
            0,
            (draws + Block - 1) / Block,
            block =>
            {
                for (int draw = block * Block; draw < Math.Min(draws, (block + 1) * Block); draw++)
                {
                    Draw(sources, streams, draw, values);
                }
            }
        );
        return values;
    }

    private static void Draw(IReadOnlyList<MetricRows> sources, RandomCounter[] streams, int draw, double[][] values)
    {
        double[] weights = Array.ConvertAll(streams, stream => -Math.Log(stream[draw]));
        double total = CompensatedSum.Of(weights);
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = weights[row] / total * weights.Length;
        }

        for (int metric = 0; metric < sources.Count; metric++)
        {
            values[metric][draw] =
                sources[metric].Value(weights) ?? throw new ArgumentException("a metric is undefined for its samples");
        }
    }
}
