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
    /// <summary>
    /// The share of independent units that are wholly at the nearer end, with their number and degrees of freedom; null where
    /// that says nothing more. The chance that a unit is wholly right is at most that of an answer, so what holds of such units
    /// holds of answers: where few units tell anything of the variance, they still count.
    /// </summary>
    public (double Share, double N, double DegreesOfFreedom)? Wholly { get; init; }

    /// <summary>The interval: from 0 where all are wrong, up to 1 where all are right.</summary>
    public Interval Wilson(double level)
    {
        Require.Level(level);
        var own = Limits(level);
        return Wholly is not { } wholly ? own
            : Share > 0.5 ? own with { Low = Math.Max(own.Low, new EffectiveTrials(wholly).Limits(level).Low) }
            : own with { High = Math.Min(own.High, new EffectiveTrials(wholly).Limits(level).High) };
    }

    private EffectiveTrials((double Share, double N, double DegreesOfFreedom) wholly)
        : this(wholly.Share, wholly.N, wholly.DegreesOfFreedom) { }

    private Interval Limits(double level)
    {
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
        var own = new ShareTest(z, Tails.StudentUpper(z, DegreesOfFreedom), Tails.StudentUpper(-z, DegreesOfFreedom));
        if (Wholly is not { } wholly)
        {
            return own;
        }

        var other = new EffectiveTrials(wholly).Score(bound);
        return Share > 0.5
            ? own with
            {
                PGreater = Math.Min(own.PGreater, other.PGreater),
            }
            : own with
            {
                PLess = Math.Min(own.PLess, other.PLess),
            };
    }
}
