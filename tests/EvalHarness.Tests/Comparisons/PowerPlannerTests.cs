using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Power;
using EvalHarness.Statistics.Resampling;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

public sealed class PowerPlannerTests
{
    private static readonly PowerAssumptions Binary = new(0.2, null);
    private static readonly PowerAssumptions Graded = new(null, 0.4);

    // Connor 1987 at 80 % power and 95 % confidence: z-values 1.959964 and 0.841621.
    [TestCase(0.1, 0.01, 7847)]
    [TestCase(0.1, 0.02, 1960)]
    [TestCase(0.2, 0.01, 15696)]
    [TestCase(0.2, 0.02, 3923)]
    public void Right_or_wrong_answers_need_what_Connors_formula_says(double discordant, double difference, int samples)
    {
        double needed = PowerPlanner.Samples(new PowerAssumptions(discordant, null), difference);
        Assert.That(Math.Ceiling(needed), Is.EqualTo(samples));
    }

    [Test]
    public void Samples_difference_and_power_are_three_views_of_one_relation()
    {
        foreach (var assumed in new[] { Binary, Graded, Binary with { IntraclassCorrelation = 0.2, ClusterSize = 6 } })
        {
            double n = PowerPlanner.Samples(assumed, 0.05);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(PowerPlanner.PowerOf(assumed, n, 0.05), Is.EqualTo(0.8).Within(1e-3));
                Assert.That(PowerPlanner.Detectable(assumed, n), Is.EqualTo(0.05).Within(1e-3));
                Assert.That(PowerPlanner.Samples(assumed, -0.05), Is.EqualTo(n));
            }
        }
    }

    [Test]
    public void Clusters_and_repeats_multiply_the_samples_needed()
    {
        double alone = PowerPlanner.Samples(Binary, 0.02);
        var clustered = Binary with { IntraclassCorrelation = 0.1, ClusterSize = 10 };
        var repeated = Binary with { NoiseShare = 0.4, Epochs = 4 };
        using (Assert.EnterMultipleScope())
        {
            // The t test of some 750 clusters and 2,750 samples needs a few more than formulas with normal quantiles.
            Assert.That(PowerPlanner.Samples(clustered, 0.02), Is.InRange(1.9 * alone, 1.905 * alone));
            Assert.That(PowerPlanner.Samples(repeated, 0.02), Is.EqualTo(0.7 * alone).Within(0.3).Percent);
        }
    }

    [Test]
    public void Non_inferiority_is_a_one_sided_test_of_the_margin()
    {
        double z = UnitNormal.Quantile(0.95) + UnitNormal.Quantile(0.8);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                PowerPlanner.SamplesForMargin(Graded, 0.03),
                Is.EqualTo(z * z * 0.16 / (0.03 * 0.03)).Within(1e-6)
            );
            Assert.That(
                PowerPlanner.PowerForMargin(Graded, PowerPlanner.SamplesForMargin(Graded, 0.03)!.Value, 0.03),
                Is.EqualTo(0.8).Within(1e-12)
            );
            Assert.That(PowerPlanner.SamplesForMargin(Graded, 0.03, -0.03), Is.Null);
        }
    }

    [Test]
    public void Too_few_samples_find_nothing()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PowerPlanner.Detectable(Binary, 10), Is.Null);
            Assert.That(PowerPlanner.Detectable(Graded, 1), Is.Null);
            Assert.That(PowerPlanner.PowerOf(Graded, 1, 0.1), Is.Null);
        }
    }

    [Test]
    public void A_pilot_gives_back_its_own_standard_error()
    {
        var pair = new PairedComparison(
            "a",
            "b",
            new Estimate(0.05, 0, 0.1, 0.95, 400, 40, "") { StandardError = 0.03 },
            0.1,
            0.1,
            PairVerdict.Undecided
        )
        {
            DesignEffect = new DesignEffect(40, 10, 0.1, 1.9),
            Epochs = RepeatedEpochs.Of([1, 0, 1, 1, 0, 0, 0, 1], 2),
        };
        var learned = PowerAssumptions.From(pair, 2)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (learned.ClusterSize, learned.IntraclassCorrelation, learned.Epochs),
                Is.EqualTo((10d, 0.1, 2))
            );
            double variance = learned.Deviation!.Value * learned.Deviation.Value * learned.Inflation / 400;
            Assert.That(Math.Sqrt(variance), Is.EqualTo(0.03).Within(1e-15));
            Assert.That(
                PowerAssumptions.From(pair with { OnlyFirstRight = 30, OnlySecondRight = 10 }, 1)!.Discordant,
                Is.EqualTo(0.1)
            );
            Assert.That(PowerAssumptions.From(pair with { OnlyFirstRight = 0, OnlySecondRight = 0 }, 1), Is.Null);
        }
    }

    [Test]
    public void Samples_needed_beside_an_undecided_pair_are_those_of_the_exact_design()
    {
        var table = new PairedTable(60, 20, 12, 8);
        var outlook = PowerOutlook.Of(table, 0.08, 0.95);
        var units = PowerOutlook.OfUnits(400, new MeanTails(0.05, 0.03, 19), 0.05, 0.95);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outlook.Needed, Is.EqualTo(McNemarPower.SizeByConnor(0.2, 0.12)).Within(1e-9));
            Assert.That(
                McNemarPower.OfConnor(
                    100,
                    0.16 + (outlook.Detectable!.Value / 2),
                    0.16 - (outlook.Detectable.Value / 2)
                ),
                Is.EqualTo(0.8).Within(1e-9)
            );
            // Twenty clusters leave 19 degrees of freedom: the normal formula would promise too much.
            Assert.That(units.Detectable, Is.GreaterThan(0.03 * (1.959964 + 0.841621)));
            Assert.That(
                MeanPower.OfTTest(20, units.Detectable!.Value, 0.03 * Math.Sqrt(20), TTestDesign.Paired),
                Is.EqualTo(0.8).Within(1e-6)
            );
        }
    }
}
