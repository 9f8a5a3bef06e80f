using EvalHarness.Statistics.Agreement;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class RepeatabilityTests
{
    /// <summary>
    /// Peak expiratory flow in l/min by the Wright meter, 17 subjects measured twice: Bland and Altman (1986), table "PEFR measured
    /// with Wright peak flow and mini Wright peak flow meter". They tell a coefficient of 43.2 as twice the standard deviation.
    /// </summary>
    private static readonly (double First, double Second)[] PeakFlow =
    [
        (494, 490),
        (395, 397),
        (516, 512),
        (434, 401),
        (476, 470),
        (557, 611),
        (413, 415),
        (442, 431),
        (650, 638),
        (433, 429),
        (417, 420),
        (656, 633),
        (267, 275),
        (478, 492),
        (178, 165),
        (423, 372),
        (427, 421),
    ];

    [Test]
    public void The_published_example_comes_out_as_published()
    {
        double within = PeakFlow.Average(pair => Moments.Of([pair.First, pair.Second]).Variance!.Value);

        double deviation = Repeatability.DeviationOfDifference(within, 1);

        using (Assert.EnterMultipleScope())
        {
            // The published 43.2 is rounded on its way: the differences of the table as printed give 43.29.
            Assert.That(2 * deviation, Is.EqualTo(43.2).Within(0.1));
            Assert.That(
                deviation,
                Is.EqualTo(Math.Sqrt(PeakFlow.Average(pair => Math.Pow(pair.First - pair.Second, 2)))).Within(1e-9)
            );
            Assert.That(Repeatability.Coefficient(within, 1), Is.EqualTo(1.959964 * deviation).Within(1e-4));
        }
    }

    [TestCase(0.05, 100)]
    [TestCase(0.2, 400)]
    public void Two_passes_with_coins_of_their_own_differ_by_less_than_the_coefficient_in_95_of_100_cases(
        double unsure,
        int items
    )
    {
        // A share of items is right or wrong by a coin at each pass: the variance of an item's passes is 1/4 there and 0 elsewhere.
        const int trials = 4000;
        double reach = Repeatability.Coefficient(0.25 * unsure, items);
        var chance = new Random(11);
        int coins = (int)(unsure * items);
        int inside = 0;
        double squares = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            int difference = 0;
            for (int coin = 0; coin < coins; coin++)
            {
                difference += chance.Next(2) - chance.Next(2);
            }

            double apart = (double)difference / items;
            squares += apart * apart;
            inside += Math.Abs(apart) <= reach ? 1 : 0;
        }

        double expected = Repeatability.DeviationOfDifference(0.25 * unsure, items);
        using (Assert.EnterMultipleScope())
        {
            // Four standard errors of a standard deviation over so many trials: 4 / sqrt(2 * 4000).
            Assert.That(Math.Sqrt(squares / trials), Is.EqualTo(expected).Within(4.5).Percent);
            // Few coins are coarse: the share within the limit lies above 95 %, by at most the weight of the values at it.
            Assert.That((double)inside / trials, Is.InRange(0.93, 1.0));
        }
    }

    [TestCase(new[] { "a", "a" }, 1.0)]
    [TestCase(new[] { "a", "b" }, 0.0)]
    [TestCase(new[] { "a", "b", "a" }, 1.0 / 3)]
    [TestCase(new[] { "b", "a", "a", "b" }, 1.0 / 3)]
    [TestCase(new[] { "a" }, null)]
    [TestCase(new string[0], null)]
    public void Equal_pairs_are_counted_whatever_their_order(string[] answers, double? share)
    {
        string[] turned = [.. answers.Reverse()];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Repeatability.EqualPairs<string>(answers), Is.EqualTo(share));
            Assert.That(Repeatability.EqualPairs<string>(turned), Is.EqualTo(share));
        }
    }

    [TestCase(-0.1, 10, 0.95)]
    [TestCase(0.1, 0, 0.95)]
    [TestCase(0.1, 10, 1)]
    public void What_is_no_variance_number_or_level_is_refused(double within, double items, double level) =>
        Assert.That(() => Repeatability.Coefficient(within, items, level), Throws.InstanceOf<ArgumentException>());
}
