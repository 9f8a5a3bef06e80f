using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Sequential;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>Reference values: the decision model's prototype (SciPy 1.10.1), recomputed independently.</summary>
public sealed class SequentialTests
{
    private static readonly double[] HalfSteps =
    [
        .. Enumerable
            .Repeat<double[]>([0.5, 0.5, 0.5, 1, 0.5, 1, 0.5, 0.5, 0.5, 1, 1, 0.5, 0.5, 1, 1, 1, 0.5, 0.5, 1, 1], 2)
            .SelectMany(values => values),
    ];

    [TestCase(30, 12, 0.5, 1.883388994029083)]
    [TestCase(30, 12, 10, 2.1212626818297196)]
    [TestCase(12, 30, 10, 2.1212626818297196)]
    [TestCase(0, 0, 10, 0)]
    [TestCase(60, 40, 10, 0.7823433146074308)]
    [TestCase(10, 0, 10, 1.5523737327489622)]
    [TestCase(60, 20, 10, 7.501385593152378)]
    public void McNemar_evidence_is_that_of_the_reference(
        int wins,
        int losses,
        double concentration,
        double expected
    ) => Assert.That(SequentialMcNemar.LogEvidence(wins, losses, concentration), Is.EqualTo(expected).Within(1e-9));

    [Test]
    public void McNemar_rejects_at_one_over_alpha()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SequentialMcNemar.Rejects(60, 20), Is.True);
            Assert.That(SequentialMcNemar.Rejects(60, 40), Is.False);
            Assert.That(SequentialMcNemar.AnytimeP(Math.Log(20)), Is.EqualTo(0.05).Within(1e-12));
            Assert.That(SequentialMcNemar.AnytimeP(-3), Is.EqualTo(1));
        }
    }

    [TestCase(0, 300, 0, 0.02117396649737202)]
    [TestCase(3, 1000, 0.00012387375463731584, 0.014312154131296667)]
    [TestCase(50, 50, 0.8953575228961199, 1)]
    [TestCase(0, 0, 0, 1)]
    public void Beta_binomial_sequence_is_that_of_the_reference(int successes, int n, double low, double high)
    {
        var interval = BetaBinomialSequence.Of(successes, n);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(interval.Low, Is.EqualTo(low).Within(1e-9));
            Assert.That(interval.High, Is.EqualTo(high).Within(1e-9));
        }
    }

    [Test]
    public void Hedged_betting_is_that_of_the_reference()
    {
        var betting = new HedgedBetting(HalfSteps);
        var interval = betting.Interval();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(interval.Low, Is.EqualTo(0.5881762950302798).Within(1e-7));
            Assert.That(interval.High, Is.EqualTo(0.8235256109794136).Within(1e-7));
            Assert.That(betting.LogCapital(0.5), Is.EqualTo(6.503462575257166).Within(1e-7));
        }
    }

    [TestCase(100, 0.17204482498670107)]
    [TestCase(1000, 0.04319054911168439)]
    [TestCase(5000, 0.020091925743075962)]
    public void Asymptotic_sequence_is_that_of_the_reference(int n, double expected)
    {
        double tuning = AsymptoticSequence.Tuning(1000);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tuning, Is.EqualTo(0.008211968062068253).Within(1e-11));
            Assert.That(AsymptoticSequence.HalfWidth(n, 0.45, tuning), Is.EqualTo(expected).Within(1e-10));
        }
    }

    [TestCase(1, 1.95996, 1.95996)]
    [TestCase(2, 1.9774, 2.1783)]
    [TestCase(3, 2.004, 2.2895)]
    [TestCase(4, 2.0243, 2.3613)]
    [TestCase(5, 2.0401, 2.4132)]
    [TestCase(10, 2.0865, 2.555)]
    public void Group_sequential_constants_are_those_of_the_tables(int looks, double obrienFleming, double pocock)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(GroupSequential.ObrienFleming(looks), Is.EqualTo(obrienFleming).Within(5e-4));
            Assert.That(GroupSequential.Pocock(looks), Is.EqualTo(pocock).Within(5e-4));
        }
    }

    [Test]
    public void Fixed_bets_hold_the_mean_and_mirror_with_the_values()
    {
        var bets = new FixedBetMixture();
        var mirrored = new FixedBetMixture();
        foreach (double value in HalfSteps)
        {
            bets.Add(value);
            mirrored.Add(1 - value);
        }
        var interval = bets.Interval();
        var mirror = mirrored.Interval();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(interval.Contains(HalfSteps.Average()), Is.True);
            Assert.That(interval.Low, Is.GreaterThan(0.5));
            Assert.That(mirror.Low, Is.EqualTo(1 - interval.High).Within(1e-12));
            Assert.That(bets.LogCapitalAbove(interval.Low), Is.EqualTo(Math.Log(40)).Within(1e-9));
            Assert.That(bets.IsNonInferior(0), Is.True);
            Assert.That(mirrored.IsNonInferior(0), Is.False);
            Assert.That(new FixedBetMixture().Interval(), Is.EqualTo(new Interval(0, 1)));
        }
    }
}
