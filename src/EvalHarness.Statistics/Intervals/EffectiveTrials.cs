using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// A share as of so many independent right or wrong trials, whose variance was estimated: E. B. Wilson's interval (1927),
/// doi:10.1080/01621459.1927.10502953, and the score test that it inverts, with t in place of the normal distribution. It
/// serves any mean of values in [0, 1], whose variance must fall towards either end as that of a share does: repeats of one
/// question, clusters, scores in parts. Where all are right, all are wrong: what matters there is how the trials were counted.
/// </summary>
/// <param name="Share">The share, in [0, 1].</param>
/// <param name="N">Number of independent trials that would say as much, positive, not whole.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the variance.</param>
internal readonly record struct EffectiveTrials(double Share, double N, double DegreesOfFreedom)
{
    /// <summary>The interval: from 0 where all are wrong, up to 1 where all are right.</summary>
    public Interval Wilson(double level)
    {
        Require.Level(level);
        double t = Tails.StudentCritical(level, DegreesOfFreedom);
        double scale = 1 + t * t / N;
        double centre = Share + t * t / (2 * N);
        double half = t * Math.Sqrt(Share * (1 - Share) / N + t * t / (4 * N * N));
        return new Interval(
            Share == 0 ? 0 : Math.Max(0, (centre - half) / scale),
            Share == 1 ? 1 : Math.Min(1, (centre + half) / scale)
        );
    }

    /// <summary>The test, falling in the bound: an end of the interval is where a one-sided p is (1-level)/2.</summary>
    /// <param name="bound">The share that is tested, within (0, 1): at 0 and 1 the test has no scale.</param>
    public ShareTest Score(double bound)
    {
        Require.OpenProbability(bound, nameof(bound));
        double z = (Share - bound) / Math.Sqrt(bound * (1 - bound) / N);
        return new ShareTest(z, Tails.StudentUpper(z, DegreesOfFreedom), Tails.StudentUpper(-z, DegreesOfFreedom));
    }
}
