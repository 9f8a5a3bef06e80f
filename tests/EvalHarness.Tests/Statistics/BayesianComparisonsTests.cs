using CsCheck;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class BayesianComparisonsTests
{
    [Test]
    public void Swapping_the_models_swaps_the_regions() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30], Gen.Double[0.001, 0.3])
            .Sample(
                (x, y, rope) =>
                {
                    var first = BetaPosterior.Of(x, 30, 0.5, 0.5);
                    var second = BetaPosterior.Of(y, 30, 0.5, 0.5);
                    var one = BayesianComparisons.Independent(first, second, rope);
                    var other = BayesianComparisons.Independent(second, first, rope);
                    Assert.That(other.Regions.Left, Is.EqualTo(one.Regions.Right).Within(1e-8));
                    Assert.That(other.FirstBetter, Is.EqualTo(1 - one.FirstBetter).Within(1e-8));
                    Assert.That(other.MeanDifference, Is.EqualTo(-one.MeanDifference).Within(1e-12));
                },
                iter: 50
            );

    [Test]
    public void The_regions_of_a_paired_comparison_add_to_one() =>
        Gen.Select(Gen.Int[0, 200].Array[4], Gen.Double[0, 0.5])
            .Sample(
                (cells, rope) =>
                {
                    var regions = BayesianComparisons.Paired(cells[0], cells[1], cells[2], cells[3], 0.5, rope).Regions;
                    Assert.That(regions.Left + regions.Rope + regions.Right, Is.EqualTo(1).Within(1e-9));
                    Assert.That(Math.Min(regions.Left, Math.Min(regions.Rope, regions.Right)), Is.Not.Negative);
                },
                iter: 50
            );

    [Test]
    public void A_wider_rope_holds_more() =>
        Gen.Int[0, 50]
            .Array[4]
            .Sample(
                cells =>
                {
                    double last = -1e-12;
                    foreach (double rope in (double[])[0, 0.01, 0.05, 0.2])
                    {
                        double within = BayesianComparisons
                            .Paired(cells[0], cells[1], cells[2], cells[3], 1, rope)
                            .Regions.Rope;
                        Assert.That(within, Is.GreaterThanOrEqualTo(last - 1e-9));
                        last = within;
                    }
                },
                iter: 30
            );

    [Test]
    public void The_shortest_interval_has_its_mass_and_is_no_longer_than_the_equal_tailed_one() =>
        Gen.Select(Gen.Int[0, 40], Gen.Double[0.5, 0.99])
            .Sample(
                (x, mass) =>
                {
                    var posterior = BetaPosterior.Of(x, 40);
                    var shortest = posterior.HighestDensity(mass)!.Value;
                    Assert.That(shortest.Width, Is.LessThanOrEqualTo(posterior.EqualTailed(mass).Width + 1e-9));
                },
                iter: 50
            );

    [Test]
    public void Too_few_differences_are_undefined()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(BayesianComparisons.CorrelatedT([0.1], 0, 0.01), Is.Null);
            Assert.That(BayesianComparisons.Sign([], 0.01, 0), Is.Null);
            Assert.That(BayesianComparisons.Sign([], 0.01)!.Value.Rope, Is.EqualTo(1));
            Assert.That(new BetaPosterior(1, 1).HighestDensity(), Is.Null);
        }
    }
}
