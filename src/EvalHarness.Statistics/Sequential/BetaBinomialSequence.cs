using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Sequential;

/// <summary>
/// A confidence sequence for one proportion: intervals that hold at all times together, so that one may look after every item
/// and stop. A beta mixture (Robbins 1970, doi:10.1214/aoms/1177696786; S. R. Howard et al., "Time-uniform, nonparametric,
/// nonasymptotic confidence sequences" (2021), doi:10.1214/20-AOS1991). Exact for rare failures, where asymptotic ones break.
/// </summary>
public static class BetaBinomialSequence
{
    /// <summary>All p with ln B(a+S, b+n-S) - ln B(a, b) - S ln p - (n-S) ln(1-p) &lt; ln 1/α; [0, 1] before the first item.</summary>
    /// <param name="successes">Successes so far, S.</param>
    /// <param name="n">Items so far.</param>
    /// <param name="level">Level of the whole sequence.</param>
    /// <param name="a">First parameter of the mixture.</param>
    /// <param name="b">Second parameter of the mixture.</param>
    public static Interval Of(long successes, long n, double level = 0.95, double a = 0.5, double b = 0.5)
    {
        Require.Level(level);
        Require.Positive(a, nameof(a));
        Require.Positive(b, nameof(b));
        if (n == 0 && successes == 0)
        {
            return new Interval(0, 1);
        }
        Require.Counts(successes, n);
        long failures = n - successes;
        double mixture = LogSpace.LogBeta(a + successes, b + failures) - LogSpace.LogBeta(a, b) + Math.Log(1 - level);
        double share = (double)successes / n;
        bool Excluded(double p) => mixture - Term(successes, p) - Term(failures, 1 - p) >= 0;
        return new Interval(
            successes == 0 ? 0 : Bisection.Boundary(Excluded, 0, share),
            failures == 0 ? 1 : Bisection.Boundary(Excluded, 1, share)
        );
    }

    private static double Term(long count, double p) => count == 0 ? 0 : count * Math.Log(p);
}
