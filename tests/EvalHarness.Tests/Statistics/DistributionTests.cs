using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>Quantiles to the last digits: references were computed with 60 to 110 decimal digits and rounded once.</summary>
public sealed class DistributionTests
{
    // Four units in the last place, the most that was seen of 2,000 probabilities.
    private const double Digits = 4 * 2.3e-16;

    [TestCase(1e-20, -9.262340089798407)]
    [TestCase(1e-09, -5.9978070150076865)]
    [TestCase(0.0001, -3.7190164854556804)]
    [TestCase(0.025, -1.9599639845400543)]
    [TestCase(0.074, -1.4466320671589785)]
    [TestCase(0.076, -1.4325027208258116)]
    [TestCase(0.2, -0.8416212335729142)]
    [TestCase(0.4999, -0.00025066283008800747)]
    [TestCase(0.6, 0.2533471031357997)]
    [TestCase(0.924, 1.4325027208258119)]
    [TestCase(0.926, 1.4466320671589787)]
    [TestCase(0.975, 1.9599639845400538)]
    [TestCase(0.999999, 4.753424308817087)]
    public void The_normal_quantile_is_exact_but_for_the_last_digit(double p, double expected) =>
        Assert.That(UnitNormal.Quantile(p), Is.EqualTo(expected).Within(Digits * Math.Abs(expected)));

    [Test]
    public void The_ends_of_the_normal_distribution_are_infinite_and_beyond_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(UnitNormal.Quantile(0), Is.EqualTo(double.NegativeInfinity));
            Assert.That(UnitNormal.Quantile(1), Is.EqualTo(double.PositiveInfinity));
            Assert.That(UnitNormal.Quantile(0.5), Is.Zero);
            Assert.That(() => UnitNormal.Quantile(1.1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => UnitNormal.Quantile(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }
    }

    [TestCase(2, 5, 0.001, 0.008255492787746678)]
    [TestCase(2, 5, 0.5, 0.26444998329565994)]
    [TestCase(2, 5, 0.95, 0.5818034092520258)]
    [TestCase(80, 20, 0.001, 0.6620414364390997)]
    [TestCase(80, 20, 0.5, 0.8020051914530514)]
    [TestCase(80, 20, 0.95, 0.8619127209391412)]
    [TestCase(900, 100, 0.001, 0.8684575503116633)]
    [TestCase(900, 100, 0.5, 0.9002666602354835)]
    [TestCase(900, 100, 0.95, 0.9151296944288718)]
    [TestCase(20000, 50000, 0.001, 0.28045541234034144)]
    [TestCase(20000, 50000, 0.5, 0.2857122448878524)]
    [TestCase(20000, 50000, 0.95, 0.28852628232905375)]
    public void Quantiles_of_a_beta_are_those_of_exact_binomial_sums(double a, double b, double p, double expected)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IncompleteBeta.Quantile(p, 1 - p, a, b).X, Is.EqualTo(expected).Within(3e-15 * expected));
            Assert.That(new BetaQuantiles(a, b)[p], Is.EqualTo(expected).Within(3e-15 * expected), "from the table");
        }
    }

    [TestCase(0.5, 0.5)]
    [TestCase(0.05, 3)]
    [TestCase(1, 1)]
    [TestCase(300, 0.2)]
    public void The_table_and_the_search_find_the_same_quantile(double a, double b)
    {
        var table = new BetaQuantiles(a, b);
        using (Assert.EnterMultipleScope())
        {
            for (int i = 1; i < 200; i++)
            {
                double p = i / 200.0;
                (double x, double y) = IncompleteBeta.Quantile(p, 1 - p, a, b);
                Assert.That(table[p], Is.EqualTo(x).Within(1e-12 * Math.Min(x, y) + 1e-300), $"{p}");
            }

            Assert.That((table[0], table[1]), Is.EqualTo((0.0, 1.0)));
        }
    }
}
