using System.Collections.Immutable;

namespace EvalHarness.Comparisons.Histories;

/// <summary>The mean over suites of the share of other models that a model beats.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Suites">Number of suites that asked it.</param>
/// <param name="Rate">The mean, in [0, 1].</param>
/// <param name="Low">Lower limit of its interval.</param>
/// <param name="High">Upper limit of its interval.</param>
/// <remarks>
/// P. Liang et al., "Holistic evaluation of language models", 2022, doi:10.48550/arXiv.2211.09110, have the mean win rate because
/// scores of unlike metrics have no mean. It depends on who else is there, and says nothing of how far ahead a model is.
/// </remarks>
public sealed record MeanWinRate(string Model, int Suites, double Rate, double Low, double High)
{
    /// <summary>The rates of the models that at least two suites asked, best first.</summary>
    /// <param name="suites">The shares of each suite.</param>
    /// <param name="level">Level of the intervals, in (0, 1).</param>
    /// <remarks>
    /// The suites are taken as they are, each is as good as the next, and only their samples are drawn anew: the interval says how much
    /// other samples could change the rate, not what other suites would. Suites are drawn apart from each other, so the
    /// distribution of the mean is worked out from theirs without further draws; its limits are percentiles.
    /// </remarks>
    public static ImmutableArray<MeanWinRate> Over(IReadOnlyList<ImmutableArray<WinShare>> suites, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(suites);
        return
        [
            .. suites
                .SelectMany(suite => suite)
                .GroupBy(share => share.Model, StringComparer.Ordinal)
                .Where(shares => shares.Count() > 1)
                .Select(shares => Of(shares.Key, [.. shares], level))
                .OrderByDescending(rate => rate.Rate)
                .ThenBy(rate => rate.Model, StringComparer.Ordinal),
        ];
    }

    private static MeanWinRate Of(string model, WinShare[] shares, double level)
    {
        double[] chances = [1];
        foreach (var share in shares)
        {
            chances = Add(chances, share);
        }

        double tail = (1 - level) / 2;
        double whole = (double)WinShare.Parts * shares.Length;
        return new MeanWinRate(
            model,
            shares.Length,
            shares.Average(share => share.Share),
            Quantile(chances, tail) / whole,
            Quantile(chances, 1 - tail) / whole
        );
    }

    private static double[] Add(double[] chances, WinShare share)
    {
        double[] sum = new double[chances.Length + WinShare.Parts];
        double draws = share.Counts.Values.Sum();
        foreach (var (part, count) in share.Counts)
        {
            for (int at = 0; at < chances.Length; at++)
            {
                sum[at + part] += chances[at] * count / draws;
            }
        }

        return sum;
    }

    private static int Quantile(double[] chances, double share)
    {
        double sum = 0;
        for (int at = 0; at < chances.Length; at++)
        {
            sum += chances[at];
            // Sums of rounded chances fall short of a share by less than this.
            if (sum >= share - 1e-12)
            {
                return at;
            }
        }

        return chances.Length - 1;
    }
}
