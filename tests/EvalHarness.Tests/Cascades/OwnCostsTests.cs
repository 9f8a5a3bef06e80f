using System.Collections.Immutable;
using EvalHarness.Cascades;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;
using NUnit.Framework;

namespace EvalHarness.Tests.Cascades;

/// <summary>Simulated costs: each answer at its own, and means only where that is unknown.</summary>
public sealed class OwnCostsTests
{
    private static readonly double[] Confidence = [0.9, 0.8, 0.7, 0.2, 0.1, 0.0];
    private static readonly double[] Small = [1, 1, 1, 0, 0, 0];
    private static readonly double[] Big = [1, 1, 1, 1, 1, 1];
    private static readonly double[] SmallUsd = [0.01, 0.01, 0.01, 0.03, 0.03, 0.03];
    private static readonly double[] BigUsd = [0.1, 0.1, 0.1, 0.3, 0.3, 0.3];
    private static readonly int[] Folds = [0, 1, 0, 1, 0, 1];

    [Test]
    public void A_cascade_pays_the_first_always_and_the_second_for_the_samples_that_it_gets()
    {
        var simulated = SimulatedCascade.Of(Confidence, Small, Big, new(SmallUsd, BigUsd), Folds, null);
        // All first answers cost 0.12. The three long samples go on for 0.9; so does the short one of confidence 0.7 for 0.1, for the other fold
        // saw nothing between 0.2 and 0.8. In-sample it stands.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(simulated.Cost, Is.EqualTo((0.12 + 0.9 + 0.1) / 6).Within(1e-12));
            Assert.That(simulated.CrossFit.NetBenefit, Is.EqualTo(1 - ((0.12 + 0.9 + 0.1) / 6)).Within(1e-12));
            Assert.That(simulated.CrossFit.InSample, Is.EqualTo(1 - ((0.12 + 0.9) / 6)).Within(1e-12));
            Assert.That(
                simulated.Curve.Points.Single(point => point.Accepted == 3).CascadeCost,
                Is.EqualTo((0.12 + 0.9) / 6).Within(1e-12)
            );
            Assert.That(simulated.Curve.Points[0].CascadeCost, Is.EqualTo((0.12 + 1.2) / 6).Within(1e-12));
        }
    }

    [Test]
    public void A_router_pays_one_of_the_two_and_what_means_say_is_too_little()
    {
        string[] slices = ["short", "short", "short", "long", "long", "long"];
        var simulated = SimulatedCascade.BySlice(
            slices,
            Small,
            Big,
            new(SmallUsd, BigUsd, isRouter: true),
            [0, 1, 0, 1, 0, 1],
            null
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(simulated.Cost, Is.EqualTo((0.03 + 0.9) / 6).Within(1e-12));
            Assert.That(simulated.Cost, Is.GreaterThan((0.02 / 2) + (0.2 / 2)), "half of the calls at mean prices");
            Assert.That(simulated.CrossFit.NetBenefit, Is.EqualTo(1 - ((0.03 + 0.9) / 6)).Within(1e-12));
        }
    }

    [Test]
    public void A_slice_in_which_the_better_model_is_too_dear_stays_with_the_other()
    {
        // Big leads by a whole answer in both slices, and costs 0.2 more in one, 1.5 more in the other: at mean prices it is
        // worth asking in both.
        string[] slices = ["a", "a", "b", "b"];
        double[] costs = [0.2, 0.2, 1.5, 1.5];
        var prices = new CascadePrices(new double[4], costs, isRouter: true);
        var simulated = SimulatedCascade.BySlice(slices, new double[4], [1, 1, 1, 1], prices, [0, 1, 0, 1], null);
        Assert.That((simulated.StrongShare, simulated.Cost), Is.EqualTo((0.5, 0.1)));
    }

    [Test]
    public void Answers_that_all_cost_the_same_are_those_of_one_price()
    {
        double[] tenth = [.. Enumerable.Repeat(0.1, 6)];
        double[] third = [.. Enumerable.Repeat(1 / 3.0, 6)];
        var own = SimulatedCascade.Of(Confidence, Small, Big, new(tenth, third), Folds, null);
        var one = SimulatedCascade.Of(Confidence, Small, Big, 0.1, 1 / 3.0, 1, Folds);
        Assert.That(own.Curve.Points, Is.EqualTo(one.Curve.Points));
    }

    [Test]
    public void An_answer_of_unknown_cost_counts_as_the_mean_and_is_told()
    {
        var costs = OwnCosts.Of(Model(0.02m), [0.01, null, 0.03]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(costs!.Usd, Is.EqualTo(new[] { 0.01, 0.02, 0.03 }));
            Assert.That(costs.Unpriced, Is.EqualTo(1));
            Assert.That(OwnCosts.Of(Model(null), [0.01, null]), Is.Null, "unknown is not nothing");
            Assert.That(OwnCosts.Of(Model(null), [0.01, 0.03])!.Unpriced, Is.Zero, "each is known by itself");
        }
    }

    [Test]
    public void Each_slice_goes_to_its_best_of_several_models_and_what_was_never_seen_to_the_best_of_all()
    {
        string?[] slices = ["x", "x", "y", "y", "z", null];
        ImmutableArray<double[]> worth =
        [
            [1, 1, 0, 0, 0, 0],
            [0, 0, 1, 1, 0, 0],
            [0.6, 0.6, 0.6, 0.6, 1, 1],
        ];
        var experts = SliceExperts.Of(slices, worth, i => i != 4);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { "x", "y", "z", null }.Select(experts.In), Is.EqualTo(new[] { 0, 1, 2, 2 }));
            Assert.That(experts.Otherwise, Is.EqualTo(2));
        }
    }

    [Test]
    public void A_paired_gain_counts_clusters_and_not_answers()
    {
        double[] gains = [1, 1, 1, 1, 0, 0, 0, 0];
        var apart = PairedGain.Of(gains, [0, 1, 2, 3, 4, 5, 6, 7], 0.95);
        var together = PairedGain.Of(gains, [0, 0, 0, 0, 1, 1, 1, 1], 0.95);
        using (Assert.EnterMultipleScope())
        {
            // Eight independent values: s = 0.5345, t(7) = 2.3646.
            Assert.That(apart.Low, Is.EqualTo(0.5 - (2.364624 * 0.534522 / Math.Sqrt(8))).Within(1e-5));
            Assert.That(apart.IsClear, Is.True);
            Assert.That(together.IsClear, Is.False);
            Assert.That(PairedGain.Of([0, 0], [0, 1], 0.95), Is.EqualTo(new PairedGain(0, 0, null, null)));
        }
    }

    private static AnsweringModel Model(decimal? usd) => new("m", ModelKind.General, null, usd, false);
}
