using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>The largest of several gaps, with an interval that counts the choice.</summary>
public sealed class LargestGapTests
{
    [Test]
    public void One_gap_has_the_limits_of_its_studentized_bootstrap()
    {
        double[] draws = Normal(7, 20_000, 0.1, 0.03);

        var gap = LargestGap.Of([0.1], [draws], [1e9], 0.95)!;

        double half = UnitNormal.Critical(0.95) * 0.03;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((gap.Index, gap.Value), Is.EqualTo((0, 0.1)));
            Assert.That(gap.Low, Is.EqualTo(0.1 - half).Within(0.02 * half));
            Assert.That(gap.High, Is.EqualTo(0.1 + half).Within(0.02 * half));
        }
    }

    [Test]
    public void Independent_gaps_have_the_one_sided_quantile_of_Sidak()
    {
        const int count = 8;
        double[] gaps = [.. Enumerable.Range(0, count).Select(i => 0.01 * i)];
        double[][] draws = [.. gaps.Select((gap, i) => Normal((ulong)i + 20, 40_000, gap, 0.05))];

        var gap = LargestGap.Of(gaps, draws, [.. gaps.Select(_ => 1e9)], 0.95)!;

        Assert.That(gap.Critical, Is.EqualTo(UnitNormal.Quantile(Math.Pow(0.975, 1.0 / count))).Within(0.02));
        Assert.That(gap.Index, Is.EqualTo(count - 1));
    }

    [Test]
    public void Gaps_that_move_together_pay_for_one()
    {
        double[] draws = Normal(3, 20_000, 0, 1);

        var one = LargestGap.Of([0], [draws], [50], 0.9)!;
        var many = LargestGap.Of([0, 0, 0], [draws, draws, draws], [50, 50, 50], 0.9)!;

        Assert.That((many.Low, many.High), Is.EqualTo((one.Low, one.High)));
    }

    [Test]
    public void Few_units_widen_the_limits()
    {
        double[] draws = Normal(3, 20_000, 0, 1);

        double Width(double units) => LargestGap.Of([0], [draws], [units], 0.95)! is var gap ? gap.High - gap.Low : 0;

        Assert.That(Width(3) / Width(1e9), Is.EqualTo(3.182 / 1.96 * Math.Sqrt(4.0 / 3)).Within(0.02));
    }

    [Test]
    public void The_limits_are_those_of_whichever_gap_reaches_further()
    {
        // The largest gap is well known, the next one is not.
        double[][] draws = [Normal(1, 20_000, 0.2, 0.001), Normal(2, 20_000, 0.19, 0.1)];

        var gap = LargestGap.Of([0.2, 0.19], draws, [1e9, 1e9], 0.95)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(gap.Index, Is.Zero);
            Assert.That(gap.Low, Is.InRange(0.19, 0.2));
            Assert.That(gap.High, Is.GreaterThan(0.38));
        }
    }

    [TestCase(double.NaN, 2, 0.95)]
    [TestCase(0, double.NaN, 0.95)]
    [TestCase(0, 0, 0.95)]
    [TestCase(0, 2, double.NaN)]
    public void What_is_no_number_is_refused_elsewhere_than_in_the_resamples(double gap, double units, double level)
    {
        double[][] draws = [Normal(1, 100, 0, 1)];

        Assert.That(() => LargestGap.Of([gap], draws, [units], level), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Gaps_and_resamples_must_be_as_many() =>
        Assert.That(
            () => LargestGap.Of([0, 1], [Normal(1, 100, 0, 1)], [2, 2], 0.9),
            Throws.InstanceOf<ArgumentException>()
        );

    [Test]
    public void Nothing_is_said_of_gaps_without_spread() =>
        Assert.That(
            LargestGap.Of(
                [0, 0],
                [
                    [0, 0, 0],
                    [0, 0, 0],
                ],
                [2, 2],
                0.95
            ),
            Is.Null
        );

    [Test]
    public void A_gap_without_a_spread_is_no_limit_and_not_the_largest()
    {
        double[] draws = Normal(5, 20_000, 0.1, 0.05);

        var alone = LargestGap.Of([0.1], [draws], [100], 0.95)!;
        var beside = LargestGap.Of(
            [0.5, 0.1, 0.6],
            [
                [.. draws.Select(_ => 0.5)],
                draws,
                [.. draws.Select(_ => double.NaN)],
            ],
            [100, 100, 100],
            0.95
        )!;

        Assert.That((beside.Index, beside.Value, beside.Low, beside.High), Is.EqualTo((1, 0.1, alone.Low, alone.High)));
    }

    [Test]
    public void Resamples_without_a_value_are_left_out()
    {
        double[] draws = Normal(5, 20_000, 0, 1);
        double[] holes = [.. draws.Select((value, i) => i % 10 == 0 ? double.NaN : value)];

        var whole = LargestGap.Of([0], [draws], [100], 0.95)!;
        var less = LargestGap.Of([0], [holes], [100], 0.95)!;

        Assert.That(less.High, Is.EqualTo(whole.High).Within(0.1));
    }

    private static double[] Normal(ulong seed, int count, double mean, double deviation)
    {
        var source = new RandomSource(seed, 1);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = mean + (deviation * UnitNormal.Quantile(source.NextDouble()));
        }

        return values;
    }
}
