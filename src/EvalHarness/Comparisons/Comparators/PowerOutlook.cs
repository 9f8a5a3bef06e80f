using EvalHarness.Statistics.Power;
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
    /// Means over independent units (samples, or clusters with their design effect in the standard error): the t test's
    /// power with a unit's spread as observed. More samples come as more units of the same size.
    /// </summary>
    public static PowerOutlook OfUnits(long n, int units, double error, double target, double level)
    {
        if (error <= 0 || units < 2)
        {
            return default;
        }

        double spread = error * Math.Sqrt(units);
        var likeThese = new PowerAssumptions(null, spread) { Confidence = level, Power = Power };
        return new PowerOutlook(
            DetectableMean(units, spread, Power, 1 - level),
            target > 0 ? PowerPlanner.Samples(likeThese, target) * n / units : null
        );
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
