using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Information;

/// <summary>The choice between doing nothing and an option whose net benefit is normal, in closed form.</summary>
/// <remarks>R. Schlaifer, "Probability and Statistics for Business Decisions", McGraw-Hill 1959, chapter 33.</remarks>
/// <param name="Mean">The expected net benefit of the option over doing nothing.</param>
/// <param name="Sd">Its standard deviation, at least 0.</param>
public sealed record NormalChoice(double Mean, double Sd)
{
    /// <summary>The expected value of perfect information; 0 without uncertainty.</summary>
    public double Evpi => Expected(Sd);

    /// <summary>The probability that the choice made now is wrong.</summary>
    public double WrongNow => Sd > 0 ? UnitNormal.Lower(-Math.Abs(Mean) / Sd) : 0;

    /// <summary>The standard deviation of the posterior mean that a signal will bring.</summary>
    /// <param name="noiseSd">The standard deviation of the signal around the truth.</param>
    public double PreposteriorSd(double noiseSd) => Sd == 0 ? 0 : Sd * Sd / Math.Sqrt((Sd * Sd) + (noiseSd * noiseSd));

    /// <summary>The expected value of a sample.</summary>
    /// <param name="samplingSd">The standard deviation of one observation.</param>
    /// <param name="n">The number of observations; none is worth nothing.</param>
    public double Evsi(double samplingSd, double n) => n > 0 ? Expected(PreposteriorSd(samplingSd / Math.Sqrt(n))) : 0;

    /// <summary>The number of observations that pays best, and what it pays; none where none pays.</summary>
    /// <param name="samplingSd">The standard deviation of one observation.</param>
    /// <param name="fixedCost">The cost of any sample.</param>
    /// <param name="costPerItem">The cost of one observation.</param>
    /// <param name="most">The largest sample to consider.</param>
    public (int N, double Enbs) BestSize(double samplingSd, double fixedCost, double costPerItem, int most)
    {
        (int N, double Enbs) best = (0, 0);
        for (int n = 1; n <= most; n++)
        {
            double enbs = Evsi(samplingSd, n) - fixedCost - (costPerItem * n);
            best = enbs > best.Enbs ? (n, enbs) : best;
        }

        return best;
    }

    private double Expected(double sd) => sd > 0 ? sd * UnitNormal.Loss(Math.Abs(Mean) / sd) : 0;
}
