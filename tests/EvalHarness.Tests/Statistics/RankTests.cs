using CsCheck;
using EvalHarness.Statistics.Rankings;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>Rank intervals from decisions on pairs, and chances to be best from resamples.</summary>
public sealed class RankTests
{
    [Test]
    public void Without_a_decision_every_place_is_open()
    {
        Assert.That(RankIntervals.OfDecisions(4, (_, _) => false), Has.All.EqualTo(new RankInterval(1, 4)));
    }

    [Test]
    public void Decisions_on_all_pairs_leave_one_place_each()
    {
        Assert.That(
            RankIntervals.OfDecisions(3, (one, other) => one < other),
            Is.EqualTo(new RankInterval[] { new(1, 1), new(2, 2), new(3, 3) })
        );
    }

    /// <summary>A beats C and D, B beats D; by hand: A 1-2, B 1-3, C 2-4, D 3-4.</summary>
    [Test]
    public void A_model_stands_after_those_that_beat_it_and_before_those_it_beats()
    {
        (int, int)[] beaten = [(0, 2), (0, 3), (1, 3)];
        Assert.That(
            RankIntervals.OfDecisions(4, (one, other) => beaten.Contains((one, other))),
            Is.EqualTo(new RankInterval[] { new(1, 2), new(1, 3), new(2, 4), new(3, 4) })
        );
    }

    [Test]
    public void Ranks_of_values_whose_tests_tell_the_truth_are_held() =>
        Gen.Double[0, 1]
            .Array[2, 12]
            .Select(Gen.Double[0, 0.5])
            .Sample(
                (values, margin) =>
                {
                    var places = RankIntervals.OfDecisions(
                        values.Length,
                        (one, other) => values[one] - values[other] > margin
                    );
                    return Enumerable
                        .Range(0, values.Length)
                        .All(model =>
                        {
                            int rank = 1 + values.Count(value => value > values[model]);
                            return places[model].Best <= rank && rank <= places[model].Worst;
                        });
                },
                threads: 1
            );

    [Test]
    public void Those_that_lead_together_share_the_chance_to_be_best()
    {
        double[][] replicates =
        [
            [3, 1, 5, double.NaN],
            [3, 2, 1, 0],
            [1, 2, 5, double.NaN],
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                RankBootstrap.ChanceToBeBest(replicates),
                Is.EqualTo(new[] { 0.25, 0.125 + 0.125 + 0.25, 0.25 }).Within(1e-15)
            );
            Assert.That(
                RankBootstrap.ChanceToBeBest(replicates, higherIsBetter: false),
                Is.EqualTo(new[] { 0.25, 0.5, 0.25 }).Within(1e-15)
            );
            Assert.That(
                RankBootstrap.ChanceToBeBest([
                    [],
                    [],
                ]),
                Is.EqualTo(new double[] { 0, 0 })
            );
        }
    }
}
