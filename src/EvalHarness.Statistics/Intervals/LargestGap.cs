using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// The largest of several gaps that were measured on the same units, such as that of the group which a model serves worst. Its interval
/// counts that it was picked: all gaps lie above their lower limits together, so the largest lies above the largest of these; and it lies below
/// the upper limit of its own, so below the largest of those.
/// </summary>
/// <param name="Index">Which gap is the largest of those that have a spread.</param>
/// <param name="Value">That gap.</param>
/// <param name="Low">Lower limit of the largest true gap, whichever that is.</param>
/// <param name="High">Its upper limit.</param>
/// <param name="Critical">The critical value of the largest studentized gap, as a normal quantile.</param>
/// <remarks>
/// Studentized max-t over joint resamples of units, with Student's quantiles in place of normal ones for groups of few units: J. P. Romano,
/// M. Wolf, "Exact and approximate stepdown methods for multiple hypothesis testing" (2005), doi:10.1198/016214504000000539; a single
/// step of it. The worst of equal groups is that with the largest error, so that limits are wide rather than narrow (src/README.md).
/// Groups should have some thirty units each: limits of means near 0 or 1 are too narrow below that.
/// </remarks>
public sealed record LargestGap(int Index, double Value, double Low, double High, double Critical)
{
    /// <summary>The largest gap; null without gaps that have a spread.</summary>
    /// <param name="gaps">The gaps, all finite.</param>
    /// <param name="replicates">Each gap on the same resamples; NaN where it is undefined there.</param>
    /// <param name="units">Degrees of freedom of each gap, above 0: the independent units of its group, less one.</param>
    /// <param name="level">Confidence level of the interval of the largest, in (0, 1).</param>
    /// <exception cref="ArgumentException">Gaps, replicates and degrees of freedom are not of one length.</exception>
    public static LargestGap? Of(
        ReadOnlySpan<double> gaps,
        IReadOnlyList<double[]> replicates,
        ReadOnlySpan<double> units,
        double level
    )
    {
        ArgumentNullException.ThrowIfNull(replicates);
        foreach (double df in units)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(df, nameof(units));
        }

        Require.Values(gaps, nameof(gaps), atLeast: 0);
        Require.Values(units, nameof(units), atLeast: 0);
        Require.Level(level);
        if (replicates.Count != gaps.Length || units.Length != gaps.Length)
        {
            throw new ArgumentException("gaps, replicates and degrees of freedom must be as many", nameof(replicates));
        }

        double[] errors = new double[gaps.Length];
        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] = Error(replicates[i], gaps[i]);
        }

        if (errors.All(error => error == 0))
        {
            return null;
        }

        double tail = (1 + level) / 2;
        double critical = Quantiles.OfSorted(Excesses(gaps, replicates, errors), tail);
        double single = UnitNormal.Quantile(tail);
        (double low, double high, int index) = (double.NegativeInfinity, double.NegativeInfinity, 0);
        for (int i = 0; i < gaps.Length; i++)
        {
            // A gap without a spread is one whose units say nothing of how far it may lie off.
            if (errors[i] == 0)
            {
                continue;
            }

            double df = units[i];
            // A bootstrap of K units spreads as if divided by K, not by K - 1.
            double error = errors[i] * Math.Sqrt((df + 1) / df);
            low = Math.Max(low, gaps[i] - (Student(critical, df) * error));
            high = Math.Max(high, gaps[i] + (Student(single, df) * error));
            index = errors[index] == 0 || gaps[i] > gaps[index] ? i : index;
        }

        return new(index, gaps[index], low, high, critical);
    }

    /// <summary>The spread of a gap over the resamples that have one; 0 where there is none but rounding.</summary>
    private static double Error(double[] values, double gap)
    {
        double[] known = Array.FindAll(values, double.IsFinite);
        double error = known.Length < 2 ? 0 : Moments.Of(known).StandardDeviation!.Value;
        return Scaling.IsNoise(error, Math.Max(1, Math.Abs(gap))) ? 0 : error;
    }

    /// <summary>By how many standard errors the gaps of each resample lie above those of the data at most, in ascending order.</summary>
    private static double[] Excesses(ReadOnlySpan<double> gaps, IReadOnlyList<double[]> replicates, double[] errors)
    {
        double[] largest = new double[replicates[0].Length];
        Array.Fill(largest, double.NegativeInfinity);
        for (int i = 0; i < errors.Length; i++)
        {
            for (int resample = 0; resample < largest.Length && errors[i] > 0; resample++)
            {
                double excess = (replicates[i][resample] - gaps[i]) / errors[i];
                largest[resample] = excess > largest[resample] ? excess : largest[resample];
            }
        }

        largest = Array.FindAll(largest, double.IsFinite);
        RadixSort.Sort(largest);
        return largest;
    }

    private static double Student(double normal, double df) =>
        normal <= 0 ? normal : Tails.StudentCritical(Math.Min(1 - 1e-12, 1 - UnitNormal.TwoSided(normal)), df);
}
