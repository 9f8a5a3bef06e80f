using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Power;
using EvalHarness.Statistics.Resampling;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>What the data of a pair could have found, and how many more samples would decide it, with 80 % power.</summary>
/// <param name="Detectable">Smallest difference that these data would find; null when undefined.</param>
/// <param name="Needed">Samples needed in all; null when undefined.</param>
internal readonly record struct PowerOutlook(double? Detectable, double? Needed)
{
    public const double Power = 0.8;

    /// <summary>
    /// Independent right or wrong answers: Connor's formula at the observed share of samples that one of the two gets right.
    /// </summary>
    /// <param name="table">The counts.</param>
    /// <param name="target">The difference to find; more than every disagreement could make is cut to that.</param>
    /// <param name="level">Confidence level.</param>
    public static PowerOutlook Of(PairedTable table, double target, double level)
    {
        double discordant = (double)table.Discordant / table.N;
        if (discordant == 0)
        {
            return default;
        }

        double aim = Math.Min(target, discordant);
        return new PowerOutlook(
            McNemarPower.DetectableDifference(table.N, discordant, Power, 1 - level)
                ?? OneSided(table.N, discordant, 1 - level),
            aim > 0 ? McNemarPower.SizeByConnor((discordant + aim) / 2, (discordant - aim) / 2, Power, 1 - level) : null
        );
    }

    /// <summary>
    /// Where even all of the observed disagreements on one side are too few: the smallest difference that would be found if
    /// the models disagreed as often as it takes, always on one side. Null where nothing would be found.
    /// </summary>
    private static double? OneSided(long n, double discordant, double alpha)
    {
        var (low, high) = (discordant, 1d);
        if (McNemarPower.OfConnor(n, high, 0, alpha) < Power)
        {
            return null;
        }

        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = McNemarPower.OfConnor(n, middle, 0, alpha) < Power ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>
    /// Means over independent units, samples or clusters of them: the power of the t test with its standard error and degrees
    /// of freedom, both of which grow with the samples. More samples come as more units like these.
    /// </summary>
    /// <param name="n">Number of samples.</param>
    /// <param name="mean">The difference with its error.</param>
    /// <param name="target">The difference to find.</param>
    /// <param name="level">Confidence level.</param>
    public static PowerOutlook OfUnits(long n, MeanTails mean, double target, double level)
    {
        double tail = 0.5 * (1 - level);
        double sign = mean.Mean < 0 ? -1 : 1;
        double Excess(double gap) => OneSidedPower.OfMean(mean, 1, sign * gap, tail) - Power;
        return new PowerOutlook(
            Found(Excess, mean.Error),
            target > 0 ? n * OneSidedPower.FactorOfMean(mean, mean.Mean - (sign * target), Power, tail) : null
        );
    }

    /// <summary>The difference at which the power is enough; null where it is not at a thousand errors.</summary>
    private static double? Found(Func<double, double> excess, double error)
    {
        if (!(error > 0))
        {
            return 0;
        }

        (double far, double high) = (1_000 * error, 4 * error);
        while (excess(high) < 0)
        {
            if (high == far)
            {
                return null;
            }

            high = Math.Min(2 * high, far);
        }

        return RootFinding.Between(excess, 0, high);
    }

    /// <summary>Any other statistic: Miller's formula with its standard error.</summary>
    public static PowerOutlook OfError(long n, double error, double target, double level)
    {
        if (error <= 0 || n == 0)
        {
            return default;
        }

        double variance = error * error * n;
        return new PowerOutlook(
            MeanPower.DetectableMean(n, variance, Power, 1 - level),
            target > 0 ? MeanPower.SizeOfMean(target, variance, Power, 1 - level) : null
        );
    }

    /// <summary>
    /// Smallest mean difference that the paired t test finds over so many units; beyond a thousand it is the z test, and its
    /// noncentral distribution is costly.
    /// </summary>
    public static double DetectableMean(double units, double spread, double power, double alpha)
    {
        double normal = MeanPower.DetectableMean(units, spread * spread, power, alpha);
        if (units > 1_000)
        {
            return normal;
        }

        var (low, high) = (normal / 2, 2 * normal);
        while (At(high) < power)
        {
            (low, high) = (high, 2 * high);
        }

        for (int i = 0; i < 40; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = At(middle) < power ? (middle, high) : (low, middle);
        }

        return high;

        double At(double delta) => MeanPower.OfTTest(units, delta, spread, TTestDesign.Paired, alpha);
    }
}
