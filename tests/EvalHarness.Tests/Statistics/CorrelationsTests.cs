using CsCheck;
using EvalHarness.Statistics.Agreement;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class CorrelationsTests
{
    private static readonly Gen<double[]> Column = Gen.Int[0, 5].Select(i => (double)i).Array[12];

    [Test]
    public void Kendall_counts_the_pairs_that_a_naive_count_finds() =>
        Gen.Select(Column, Column)
            .Sample(
                (x, y) =>
                {
                    double excess = 0;
                    double untiedX = 0;
                    double untiedY = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        for (int j = 0; j < i; j++)
                        {
                            excess += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
                            untiedX += x[i] != x[j] ? 1 : 0;
                            untiedY += y[i] != y[j] ? 1 : 0;
                        }
                    }
                    double? tau = Correlations.Kendall(x, y).Value;
                    double naive = excess / Math.Sqrt(untiedX * untiedY);
                    Assert.That(tau ?? double.NaN, double.IsNaN(naive) ? Is.NaN : Is.EqualTo(naive).Within(1e-12));
                }
            );

    [Test]
    public void Swapping_the_columns_changes_nothing_and_mirroring_one_flips_the_sign() =>
        Gen.Select(Column, Column)
            .Sample(
                (x, y) =>
                {
                    double[] mirrored = Array.ConvertAll(y, value => -value);
                    foreach (var of in new Func<double[], double[], double?>[] { Pearson, Spearman, Kendall })
                    {
                        Assert.That(of(y, x), Is.EqualTo(of(x, y)).Within(1e-12));
                        Assert.That(of(x, mirrored), Is.EqualTo(-of(x, y)).Within(1e-12));
                    }
                }
            );

    [Test]
    public void The_interval_contains_the_coefficient() =>
        Gen.Select(Gen.Double[-1, 1].Array[8], Gen.Double[-1, 1].Array[8])
            .Sample(
                (x, y) =>
                {
                    var pearson = Correlations.Pearson(x, y);
                    Assert.That(pearson.Interval!.Value.Contains(pearson.Value!.Value));
                }
            );

    [Test]
    public void Equal_order_is_one_with_p_zero()
    {
        var spearman = Correlations.Spearman([0.1, 0.2, 0.7], [1, 10, 11]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(spearman.Value, Is.EqualTo(1));
            Assert.That(spearman.P, Is.Zero);
        }
    }

    [Test]
    public void Fewer_than_two_pairs_and_constants_are_undefined()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Correlations.Pearson([], []).Value, Is.Null);
            Assert.That(Correlations.Pearson([1], [2]).Value, Is.Null);
            Assert.That(Correlations.Spearman([1, 1, 1], [1, 2, 3]).Value, Is.Null);
            Assert.That(Correlations.Kendall([1, 2, 3], [0.1, 0.1, 0.1]).Value, Is.Null);
            Assert.That(() => Correlations.Pearson([1, 2], [1]), Throws.InstanceOf<ArgumentException>());
        }
    }

    private static double? Pearson(double[] x, double[] y) => Correlations.Pearson(x, y).Value;

    private static double? Spearman(double[] x, double[] y) => Correlations.Spearman(x, y).Value;

    private static double? Kendall(double[] x, double[] y) => Correlations.Kendall(x, y).Value;
}
