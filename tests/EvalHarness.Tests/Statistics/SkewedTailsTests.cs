using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class SkewedTailsTests
{
    /// <summary>Quantiles of exp(σz) at 1/2n, 3/2n, ...: as skewed as they come.</summary>
    private static double[] Lognormal(double shape, int n) =>
        [.. Enumerable.Range(0, n).Select(i => Math.Exp(shape * UnitNormal.Quantile((i + 0.5) / n)))];

    [Test]
    public void L_skewness_is_that_of_Hoskings_definition()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(LMoments.Skewness([1, 2, 3, 4]), Is.Zero.Within(1e-15));
            // Of three values x < y < z it is (x - 2y + z) / (z - x), b0 to b2 put in.
            Assert.That(LMoments.Skewness([5, 0, 1]), Is.EqualTo(3 / 5.0).Within(1e-15));
            Assert.That(LMoments.Skewness([-5, 0, -1]), Is.EqualTo(-3 / 5.0).Within(1e-15));
            Assert.That(LMoments.Skewness([1, 2]), Is.Null);
            Assert.That(LMoments.Skewness([0.3, 0.1 + 0.2, 0.3]), Is.Null);
            // Hosking's expression for the L-skewness of lognormal values of σ = 1, by quadrature: 0.46254.
            Assert.That(LMoments.LognormalShape(0.46254), Is.EqualTo(1).Within(1e-3));
        }
    }

    [Test]
    public void Values_without_notable_skewness_keep_Students_t()
    {
        double[] even = [.. Enumerable.Range(0, 30).Select(i => (double)i)];
        Assert.That(SkewedTails.Of(even, 29), Is.Null);
    }

    [TestCase(0.8, 20)]
    [TestCase(1.2, 30)]
    [TestCase(1.5, 1000)]
    public void The_long_tail_is_never_shorter_than_that_of_t_and_its_quantile_is_where_its_p_is(double shape, int n)
    {
        double[] values = Lognormal(shape, n);
        var right = SkewedTails.Of(values, n - 1)!;
        var left = SkewedTails.Of([.. values.Select(value => -value)], n - 1)!;
        double before = 1;
        using (Assert.EnterMultipleScope())
        {
            for (double t = 0; t > -12; t -= 0.25)
            {
                double p = right.Less(t);
                Assert.That(p, Is.LessThanOrEqualTo(before).And.GreaterThanOrEqualTo(Tails.StudentUpper(-t, n - 1)));
                Assert.That(right.Greater(t), Is.EqualTo(Tails.StudentUpper(t, n - 1)));
                Assert.That(left.Greater(-t), Is.EqualTo(p).Within(1e-15));
                before = p;
            }

            foreach (double level in new[] { 0.5, 0.9, 0.95, 0.99, 0.999 })
            {
                Assert.That(right.Less(-right.Critical(level)), Is.EqualTo((1 - level) / 2).Within(1e-9), $"{level}");
            }
        }
    }

    [Test]
    public void Plain_t_comes_back_as_values_become_many()
    {
        double[] gaps =
        [
            .. new[] { 50, 500, 50_000 }.Select(n =>
                SkewedTails.Of(Lognormal(1, n), n - 1)!.Critical(0.95) - Tails.StudentCritical(0.95, n - 1)
            ),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gaps, Is.Ordered.Descending);
            Assert.That(gaps[2], Is.InRange(0, 0.08));
        }
    }

    [TestCase(1.0, 30, 0.06)]
    [TestCase(1.5, 100, 0.07)]
    public void The_mean_of_lognormal_values_is_called_small_as_rarely_as_the_level_says(
        double shape,
        int n,
        double most
    )
    {
        const int experiments = 400;
        double truth = Math.Exp(0.5 * shape * shape);
        double wrong = Simulation.Share(
            experiments,
            23,
            source =>
            {
                double[] values = new double[n];
                for (int i = 0; i < n; i++)
                {
                    values[i] = Math.Exp(shape * Simulation.Normal(ref source));
                }

                var moments = Moments.Of(values);
                var tails = new MeanTails(
                    moments.Mean,
                    moments.StandardError!.Value,
                    n - 1,
                    SkewedTails.Of(values, n - 1)
                );
                return tails.Less(truth) <= 0.05;
            }
        );
        Assert.That(wrong, Is.LessThanOrEqualTo(most + Simulation.Error(most, experiments)));
    }
}
