using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Sequential;

namespace EvalHarness.Comparisons.Stopping;

/// <summary>
/// Bets on the mean of the samples between fixed limits, unit by unit in the order drawn before anything was asked: the hedged
/// capital with plug-in stakes of I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting" (2024),
/// doi:10.1093/jrsssb/qkad009, narrowest at the number of units planned. A cluster brings the sum of its values and their
/// number, both over the size of the largest cluster planned, so that the bets are on the mean over samples that the board
/// shows, and not on the mean of clusters' means: E[Σ(x - m)] = 0 at the true m whatever sizes have to do with values.
/// </summary>
internal sealed class UnitBets
{
    // By simulation at 60 to 5,000 units: a larger share at stake loses power where nearly all are right, and is needed where
    // sums over clusters never come near their limits.
    private const double StakeOnSamples = 0.75;
    private const double StakeOnClusters = 0.9;
    private static readonly double Half = Math.Log(0.5);

    private readonly (double Low, double High) limits;
    private readonly int largest;
    private readonly BettingSequence bets;

    /// <summary>Bets without a unit yet.</summary>
    /// <param name="limits">Smallest and largest value possible, both finite.</param>
    /// <param name="level">Level of the confidence sequence.</param>
    /// <param name="units">Number of units planned.</param>
    /// <param name="largest">Samples in the largest of them.</param>
    public UnitBets((double Low, double High) limits, double level, int units, int largest)
    {
        (this.limits, this.largest) = (limits, Math.Max(1, largest));
        double share = largest > 1 ? StakeOnClusters : StakeOnSamples;
        bets = new BettingSequence(BettingRule.PlugIn(share, plannedN: Math.Max(1, units)), 1 - level);
    }

    /// <summary>Number of units so far.</summary>
    public int Units => bets.Count;

    /// <summary>What the bets are called.</summary>
    public static string Name(bool isClustered) =>
        "betting confidence sequence" + (isClustered ? " over samples drawn by clusters" : "");

    /// <summary>Takes the values of one more unit; one without values is none.</summary>
    public void Take(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        double span = limits.High - limits.Low;
        double sum = 0;
        foreach (double value in values)
        {
            sum += Math.Clamp((value - limits.Low) / span, 0, 1);
        }

        double weight = (double)values.Length / largest;
        bets.Add(Math.Min(sum / largest, weight), weight);
    }

    /// <summary>The means that no count so far has excluded; null where none is left, for then the mean has moved on the way.</summary>
    public Interval? Sequence() =>
        bets.Look().Running is { } running ? new Interval(Value(running.Low), Value(running.High)) : null;

    /// <summary>p at any stop of the hypothesis that the mean is this one.</summary>
    public double P(double mean) => OverCapital(bets.LargestLogCapital(Scaled(mean)));

    /// <summary>p at any stop of the hypothesis that the mean is at most the bound.</summary>
    public double Above(double bound) =>
        bound < limits.Low ? 0
        : bound >= limits.High ? 1
        : OneSided(Scaled(bound)).Above;

    /// <summary>p at any stop of the hypothesis that the mean is at least the bound.</summary>
    public double Below(double bound) =>
        bound > limits.High ? 0
        : bound <= limits.Low ? 1
        : OneSided(Scaled(bound)).Below;

    /// <summary>
    /// Each side is an e-process by itself, and starts at 1. Where both have grown at different times the smaller one says
    /// nothing, so that no bound is shown to be exceeded and undercut at once.
    /// </summary>
    private (double Above, double Below) OneSided(double share)
    {
        double above = bets.LargestLogCapitalAbove(share) - Half;
        double below = bets.LargestLogCapitalBelow(share) - Half;
        return above >= below ? (OverCapital(above), 1) : (1, OverCapital(below));
    }

    private static double OverCapital(double log) => Math.Min(1, Math.Exp(-log));

    private double Value(double share) => limits.Low + (share * (limits.High - limits.Low));

    private double Scaled(double value) => Math.Clamp((value - limits.Low) / (limits.High - limits.Low), 0, 1);
}
