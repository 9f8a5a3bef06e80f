using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// The posterior of a success probability: a beta prior updated by independent successes and failures. Source: Gelman et
/// al., Bayesian Data Analysis, 3rd ed., 2013, section 2.4. Held against scipy 1.10.1 and R HDInterval.
/// </summary>
/// <param name="A">First shape, positive.</param>
/// <param name="B">Second shape, positive.</param>
public sealed record BetaPosterior(double A, double B)
{
    /// <summary>The posterior after <paramref name="successes"/> of <paramref name="n"/>; n = 0 gives the prior.</summary>
    public static BetaPosterior Of(long successes, long n, double priorA = 1, double priorB = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, n);
        Require.Positive(priorA, nameof(priorA));
        Require.Positive(priorB, nameof(priorB));
        return new BetaPosterior(priorA + successes, priorB + (n - successes));
    }

    /// <summary>The expected value, a/(a+b).</summary>
    public double Mean => A / (A + B);

    /// <summary>The standard deviation of the success probability, not of a mean of trials.</summary>
    public double StandardDeviation => Math.Sqrt(A * B / (A + B + 1)) / (A + B);

    /// <summary>The point with half the mass below.</summary>
    public double Median => Quantile(0.5);

    /// <summary>The most probable value; null unless both shapes exceed 1.</summary>
    public double? Mode => A > 1 && B > 1 ? (A - 1) / (A + B - 2) : null;

    /// <summary>The point with that much mass below.</summary>
    public double Quantile(double mass) => IncompleteBeta.Quantile(mass, 1 - mass, A, B).X;

    /// <summary>The interval with equal mass left out on both sides.</summary>
    public Interval EqualTailed(double mass = 0.95)
    {
        Require.OpenProbability(mass, nameof(mass));
        return new Interval(Quantile((1 - mass) / 2), IncompleteBeta.Quantile((1 + mass) / 2, (1 - mass) / 2, A, B).X);
    }

    /// <summary>
    /// The shortest interval of that mass (highest density). One-sided where the density only falls (a at most 1) or only
    /// rises (b at most 1); null where both shapes are at most 1, for the density then has no single peak.
    /// </summary>
    public Interval? HighestDensity(double mass = 0.95)
    {
        Require.OpenProbability(mass, nameof(mass));
        if (A <= 1 || B <= 1)
        {
            return (A > 1, B > 1) switch
            {
                (false, true) => new Interval(0, Quantile(mass)),
                (true, false) => new Interval(Quantile(1 - mass), 1),
                _ => null,
            };
        }
        double low = 0;
        double high = 1 - mass;
        // The mass left out below, by bisection: the densities at both ends are equal where the interval is shortest.
        for (int i = 0; i < 60; i++)
        {
            double below = (low + high) / 2;
            (double x, double y) = IncompleteBeta.Quantile(below, 1 - below, A, B);
            (double u, double v) = IncompleteBeta.Quantile(below + mass, 1 - mass - below, A, B);
            bool rises = ((A - 1) * Math.Log(x / u)) + ((B - 1) * Math.Log(y / v)) < 0;
            (low, high) = rises ? (below, high) : (low, below);
        }
        double left = (low + high) / 2;
        return new Interval(Quantile(left), IncompleteBeta.Quantile(left + mass, 1 - mass - left, A, B).X);
    }

    /// <summary>The density times x(1-x) at the logit of x, which is smooth on the whole line.</summary>
    internal double LogitDensity(double logit) =>
        Math.Exp(
            -(A * LogSpace.Log1p(Math.Exp(-logit))) - (B * LogSpace.Log1p(Math.Exp(logit))) - LogSpace.LogBeta(A, B)
        );
}
