using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Regression;

namespace EvalHarness.Decisions.Information;

/// <summary>What knowing something before choosing is worth, from the draws alone.</summary>
internal static class InformationValue
{
    private const int Permutations = 5;

    /// <summary>The expected value of partial perfect information about one parameter, or of a signal about it.</summary>
    /// <param name="signal">The parameter, or a study's simulated summary statistic: one value per draw.</param>
    /// <param name="netBenefit">Net benefit by option and draw.</param>
    /// <returns>A value between 0 and the expected value of perfect information; 0 for a signal that never varies.</returns>
    /// <remarks>
    /// Regression on the draws: M. Strong, J. E. Oakley, A. Brennan, P. Breeze, "Estimating the expected value of sample
    /// information using the probabilistic sensitivity analysis sample", Medical Decision Making 35 (2015),
    /// doi:10.1177/0272989X15575286. At 20,000 draws within about 2 % of the normal closed forms.
    /// </remarks>
    public static double OfSignal(ReadOnlySpan<double> signal, double[][] netBenefit)
    {
        double[][] relative = RelativeToBest(netBenefit);
        return Math.Clamp(OfFits(Smoother.Fit(signal, relative)), 0, OfFits(relative));
    }

    /// <summary>
    /// The same with its Monte Carlo standard error: that of the mean over draws of what the fitted choice gains over the one
    /// option that is best on average. The error of the fit itself is not in it.
    /// </summary>
    /// <param name="signal">The parameter, or a study's simulated summary statistic: one value per draw.</param>
    /// <param name="netBenefit">Net benefit by option and draw.</param>
    public static (double Value, double Error) WithError(ReadOnlySpan<double> signal, double[][] netBenefit)
    {
        double[][] relative = RelativeToBest(netBenefit);
        double[][] fits = Smoother.Fit(signal, relative);
        return (Math.Clamp(OfFits(fits), 0, OfFits(relative)), ErrorOfFits(fits));
    }

    /// <summary>The same for several parameters known together.</summary>
    /// <param name="signals">The parameters, one value per draw each.</param>
    /// <param name="netBenefit">Net benefit by option and draw.</param>
    /// <remarks>
    /// Two continuous parameters are fitted with all their interactions, more of them with those of pairs. At 20,000 draws
    /// within about 3 % of the closed form of normal parameters with a linear net benefit.
    /// </remarks>
    public static double OfGroup(IReadOnlyList<double[]> signals, double[][] netBenefit)
    {
        ArgumentNullException.ThrowIfNull(signals);
        double[][] moving = [.. signals.Where(signal => signal.AsSpan().IndexOfAnyExcept(signal[0]) >= 0)];
        if (moving.Length < 2)
        {
            return moving.Length == 0 ? 0 : OfSignal(moving[0], netBenefit);
        }

        double[][] relative = RelativeToBest(netBenefit);
        return Math.Clamp(OfFits(GroupSmoother.Of(moving).Fit(relative)), 0, OfFits(relative));
    }

    /// <summary>What noise alone would seem to be worth: the largest of five values of a shuffled signal.</summary>
    /// <param name="signal">The parameter, one value per draw.</param>
    /// <param name="netBenefit">Net benefit by option and draw.</param>
    /// <param name="seed">The seed of the shuffles.</param>
    public static double NullReference(ReadOnlySpan<double> signal, double[][] netBenefit, ulong seed)
    {
        double[][] relative = RelativeToBest(netBenefit);
        double largest = 0;
        for (int k = 0; k < Permutations; k++)
        {
            double[] values = signal.ToArray();
            double[] shuffled = Array.ConvertAll(Order(values.Length, k, seed), draw => values[draw]);
            largest = Math.Max(largest, OfFits(Smoother.Fit(shuffled, relative)));
        }

        return largest;
    }

    /// <summary>Columns in five other orders of the draws, all columns alike: what stands beside any parameter is then noise.</summary>
    internal static double[][][] Shuffled(double[][] columns, ulong seed) =>
        [
            .. Enumerable
                .Range(0, Permutations)
                .Select(k =>
                {
                    int[] order = Order(columns[0].Length, k, seed);
                    return Array.ConvertAll(columns, column => Array.ConvertAll(order, draw => column[draw]));
                }),
        ];

    private static int[] Order(int draws, int permutation, ulong seed)
    {
        var stream = new RandomCounter(seed, FormattableString.Invariant($"permutation.{permutation}"));
        double[] keys = [.. Enumerable.Range(0, draws).Select(i => stream[i])];
        return RadixSort.Order(keys);
    }

    /// <summary>Net benefit over that of the option with the highest mean, whose own column becomes 0.</summary>
    internal static double[][] RelativeToBest(double[][] netBenefit)
    {
        double[] means = Array.ConvertAll(netBenefit, column => CompensatedSum.Mean(column));
        double[] best = netBenefit[Array.IndexOf(means, means.Max())];
        return Array.ConvertAll(netBenefit, column => Difference(column, best));
    }

    internal static double OfFits(double[][] fits)
    {
        var gain = default(CompensatedSum);
        int draws = fits[0].Length;
        for (int draw = 0; draw < draws; draw++)
        {
            double top = fits[0][draw];
            for (int option = 1; option < fits.Length; option++)
            {
                top = Math.Max(top, fits[option][draw]);
            }

            gain.Add(top);
        }

        return (gain.Value / draws) - fits.Max(column => CompensatedSum.Mean(column));
    }

    /// <summary>Monte Carlo standard error of <see cref="OfFits"/>.</summary>
    internal static double ErrorOfFits(double[][] fits)
    {
        double[] means = Array.ConvertAll(fits, column => CompensatedSum.Mean(column));
        double[] best = fits[Array.IndexOf(means, means.Max())];
        double[] gains = new double[best.Length];
        for (int draw = 0; draw < gains.Length; draw++)
        {
            gains[draw] = fits.Max(column => column[draw]) - best[draw];
        }

        return Moments.OfDraws(gains).StandardError ?? 0;
    }

    internal static double[] Difference(double[] left, double[] right)
    {
        double[] result = new double[left.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = left[i] - right[i];
        }

        return result;
    }
}
