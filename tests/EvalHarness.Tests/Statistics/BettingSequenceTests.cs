using CsCheck;
using EvalHarness.Statistics.Sequential;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class BettingSequenceTests
{
    private static readonly double[] Stakes = [.. Enumerable.Range(0, 6).Select(i => 0.05 * Math.Pow(20, i / 5.0))];

    private static readonly Gen<BettingRule> Rules = Gen.OneOf(
        Gen.Select(Gen.Double[0.1, 1], Gen.Double[0, 1]).Select((c, above) => BettingRule.PlugIn(c, above)),
        Gen.Double[1, 100].Select(n => BettingRule.PlugIn(plannedN: n)),
        Gen.Double[0, 5].Select(stake => BettingRule.Constant(stake)),
        Gen.Const(BettingRule.Grid(Stakes))
    );

    private static readonly Gen<double[]> Values = Gen.Int[0, 4].Select(i => i / 4.0).Array[0, 80];

    [Test]
    public void The_running_interval_is_that_of_all_counts_however_seldom_one_looks()
    {
        Gen.Select(Rules, Values)
            .Sample(
                (rule, values) =>
                {
                    (double low, double high) = (0, 1);
                    var often = new BettingSequence(rule);
                    foreach (double value in values)
                    {
                        often.Add(value);
                        var interval = often.Look().Interval;
                        (low, high) = (Math.Max(low, interval.Low), Math.Min(high, interval.High));
                    }
                    var seldom = Of(rule, values).Look();
                    var last = often.Look();
                    return low > high
                        ? seldom.Running is null && last.Running is null
                        : IsNear(seldom.Running!.Value.Low, low)
                            && IsNear(seldom.Running.Value.High, high)
                            && IsNear(last.Running!.Value.Low, low)
                            && IsNear(seldom.Interval.Low, last.Interval.Low);
                },
                iter: 300
            );
    }

    [Test]
    public void Means_within_the_running_interval_are_the_ones_never_excluded()
    {
        Gen.Select(Rules, Values, Gen.Double[0, 1])
            .Sample(
                (rule, values, mean) =>
                {
                    var sequence = Of(rule, values);
                    var running = sequence.Look().Running;
                    bool isNearAnEnd = running is { } ends && (IsNear(ends.Low, mean) || IsNear(ends.High, mean));
                    return isNearAnEnd || (sequence.ExcludedAt(mean) is null) == (running?.Contains(mean) ?? false);
                }
            );
    }

    [Test]
    public void Mirrored_values_mirror_the_interval()
    {
        Gen.Select(Gen.OneOf(Gen.Const(BettingRule.PlugIn()), Gen.Const(BettingRule.Grid(Stakes))), Values)
            .Sample(
                (rule, values) =>
                {
                    var first = Of(rule, values).Look();
                    var second = Of(rule, [.. values.Select(value => 1 - value)]).Look();
                    return IsNear(first.Interval.Low, 1 - second.Interval.High)
                        && IsNear(first.Interval.High, 1 - second.Interval.Low);
                }
            );
    }

    [Test]
    public void A_grid_of_stakes_is_the_mixture_of_fixed_bets()
    {
        Values.Sample(values =>
        {
            var mixture = new FixedBetMixture();
            foreach (double value in values)
            {
                mixture.Add(value);
            }
            var look = Of(BettingRule.Grid(Stakes), values).Look();
            var expected = mixture.Interval();
            return IsNear(look.Interval.Low, expected.Low) && IsNear(look.Interval.High, expected.High);
        });
    }

    [Test]
    public void Plug_in_stakes_are_those_of_the_literature()
    {
        Values.Sample(values =>
        {
            var look = Of(BettingRule.PlugIn(), values).Look();
            var expected = new HedgedBetting(values).Interval();
            return IsNear(look.Interval.Low, expected.Low) && IsNear(look.Interval.High, expected.High);
        });
    }

    [Test]
    public void Long_sequences_agree_however_often_one_looks()
    {
        double[] values = [.. Enumerable.Range(0, 3000).Select(i => i * 7919 % 10 < 7 ? 1.0 : 0.25)];
        var often = new BettingSequence(BettingRule.PlugIn(plannedN: 2000));
        for (int i = 0; i < values.Length; i++)
        {
            often.Add(values[i]);
            if (i % 10 == 0)
            {
                often.Look();
            }
        }
        var seldom = Of(BettingRule.PlugIn(plannedN: 2000), values).Look();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(often.Look().Running!.Value.Low, Is.EqualTo(seldom.Running!.Value.Low).Within(1e-10));
            Assert.That(often.Look().Running!.Value.High, Is.EqualTo(seldom.Running.Value.High).Within(1e-10));
            Assert.That(seldom.Running.Value.Contains(values.Average()));
        }
    }

    [Test]
    public void Before_the_first_value_nothing_is_known()
    {
        var look = new BettingSequence(BettingRule.PlugIn()).Look();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((look.Interval.Low, look.Interval.High), Is.EqualTo((0.0, 1.0)));
            Assert.That((look.Running!.Value.Low, look.Running.Value.High), Is.EqualTo((0.0, 1.0)));
            Assert.That(new BettingSequence(BettingRule.PlugIn()).LogCapital(0.3), Is.EqualTo(Math.Log(0.5)));
        }
    }

    [Test]
    public void All_right_raises_the_lower_limit_alone()
    {
        var look = Of(BettingRule.PlugIn(), [.. Enumerable.Repeat(1.0, 200)]).Look();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(look.Interval.Low, Is.InRange(0.95, 0.999));
            Assert.That(look.Interval.High, Is.EqualTo(1));
        }
    }

    [Test]
    public void Values_and_stakes_out_of_range_are_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Of(BettingRule.PlugIn(), [0.5, 1.2]), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Of(BettingRule.PlugIn(), [double.NaN]), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => BettingRule.Grid(0.5, 1.5), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => BettingRule.Grid(), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => BettingRule.Constant(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => BettingRule.PlugIn(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(
                () => new BettingSequence(BettingRule.PlugIn(), 1),
                Throws.InstanceOf<ArgumentOutOfRangeException>()
            );
        }
    }

    [Test]
    public void The_largest_capital_is_that_of_the_best_count() =>
        Gen.Select(Rules, Values, Gen.Double[0.05, 0.95])
            .Sample(
                (rule, values, mean) =>
                {
                    var whole = Of(rule, values);
                    double best = Enumerable
                        .Range(0, values.Length + 1)
                        .Max(count => Of(rule, values[..count]).LogCapital(mean));
                    return IsNear(whole.LargestLogCapital(mean), best);
                },
                iter: 100
            );

    [Test]
    public void Weights_bet_on_the_mean_over_what_is_weighed_and_not_on_the_mean_of_means()
    {
        // Twenty clusters of 20 with a mean of 0.2, four hundred of 1 with 0.8: 0.5 over all, 0.77 over clusters' means.
        var sequence = new BettingSequence(BettingRule.PlugIn(0.9, plannedN: 420));
        for (int i = 0; i < 420; i++)
        {
            bool isLarge = i % 21 == 0;
            double weight = isLarge ? 1 : 0.05;
            sequence.Add(weight * (isLarge ? 0.2 : 0.8), weight);
        }
        var running = sequence.Look().Running!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(running.Contains(0.5));
            Assert.That(running.Contains(0.77), Is.False);
        }
    }

    [Test]
    public void A_value_above_its_weight_is_refused() =>
        Assert.That(
            () => new BettingSequence(BettingRule.PlugIn()).Add(0.6, 0.5),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    private static BettingSequence Of(BettingRule rule, double[] values)
    {
        var sequence = new BettingSequence(rule);
        foreach (double value in values)
        {
            sequence.Add(value);
        }
        return sequence;
    }

    private static bool IsNear(double first, double second) => Math.Abs(first - second) < 1e-9;
}
