using EvalHarness.Cascades;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Cascades;

/// <summary>Routers by slice: what they learn, and what they may claim.</summary>
public sealed class SimulatedRouterTests
{
    private const double SmallUsd = 0.1;
    private const double BigUsd = 0.2;

    [Test]
    public void Slices_that_tell_all_are_routed_without_a_loss_and_without_optimism()
    {
        // Ten where only the small model is right, twenty where only the big one is, ten where both are.
        string[] slices =
        [
            .. Of(
                40,
                i =>
                    i < 10 ? "ours"
                    : i < 30 ? "theirs"
                    : "any"
            ),
        ];
        double[] small = [.. Of(40, i => i is < 10 or >= 30 ? 1.0 : 0)];
        double[] big = [.. Of(40, i => i >= 10 ? 1.0 : 0)];
        var simulated = Simulate(slices, small, big, [.. Of(40, i => i % 5)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (simulated.Quality, simulated.StrongShare),
                Is.EqualTo((1.0, 0.5)),
                "any goes to the cheaper one"
            );
            Assert.That(simulated.CrossFit.NetBenefit, Is.EqualTo(1 - 0.15).Within(1e-12));
            Assert.That(simulated.CrossFit.Optimism, Is.Zero.Within(1e-12));
            // From 0.5 up to 1 at half of the calls, level to three quarters, down to 0.75: 0.84375 below the curve.
            Assert.That(simulated.Curve.Apgr, Is.EqualTo((0.84375 - 0.5) / 0.25).Within(1e-12));
            Assert.That(simulated.Line!.Apgr, Is.EqualTo(simulated.Curve.Apgr!.Value).Within(1e-12));
            Assert.That(simulated.Line.CallsFor(0.5), Is.EqualTo(0.125).Within(1e-9), "a quarter of the way up to 1");
            Assert.That(simulated.OraclePeak, Is.EqualTo((0.5, 1.0)));
        }
    }

    [Test]
    public void Slices_of_one_sample_claim_all_and_teach_nothing()
    {
        string[] slices = [.. Of(8, i => $"s{i}")];
        double[] small = [.. Of(8, i => i < 4 ? 1.0 : 0)];
        double[] big = [.. small.Select(score => 1 - score)];
        var simulated = SimulatedCascade.BySlice(slices, small, big, 0, 0, 1, [0, 0, 1, 1, 0, 0, 1, 1]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(simulated.CrossFit.InSample, Is.EqualTo(1), "the oracle itself");
            Assert.That(simulated.CrossFit.NetBenefit, Is.EqualTo(0.5), "one of the two models");
            Assert.That(simulated.CrossFit.Optimism, Is.EqualTo(0.5));
        }
    }

    [Test]
    public void Slices_that_are_noise_gain_in_sample_and_nothing_cross_fitted()
    {
        // One simulated scatters by 0.031 around the middle of the two models, their mean by 0.0015: pooled folds would lie 0.005 lower.
        SimulatedCascade[] simulated = [.. Of(400, Noise)];
        double claimed = simulated.Average(simulated => simulated.CrossFit.InSample - Better(simulated));
        double honest = simulated.Average(simulated => simulated.CrossFit.NetBenefit - Better(simulated));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(claimed, Is.GreaterThan(0.03), "at 10 samples a slice");
            Assert.That(honest, Is.LessThan(0.002));
            Assert.That(
                simulated.Average(simulated => simulated.Line!.At(0.5)),
                Is.EqualTo(simulated.Average(Middle)).Within(0.004)
            );
        }

        static double Better(SimulatedCascade simulated) => Math.Max(simulated.Curve.Weak, simulated.Curve.Strong);
        static double Middle(SimulatedCascade simulated) => (simulated.Curve.Weak + simulated.Curve.Strong) / 2;
    }

    [TestCase(0.9, 1.0, TestName = "One_slice_makes_the_router_the_better_model")]
    [TestCase(0.3, 0.0, TestName = "One_slice_makes_the_router_the_cheaper_model_where_the_other_is_worse")]
    public void One_slice(double big, double calls)
    {
        double[] first = [.. Of(100, i => i % 10 < 6 ? 1.0 : 0)];
        double[] then = [.. Of(100, i => (i * 7 % 100) < 100 * big ? 1.0 : 0)];
        var simulated = Simulate([.. Of(100, _ => "all")], first, then, [.. Of(100, i => i / 10 % 5)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(simulated.StrongShare, Is.EqualTo(calls));
            Assert.That(simulated.Quality, Is.EqualTo(calls == 1 ? simulated.Curve.Strong : simulated.Curve.Weak));
            Assert.That(simulated.Advantage!.NetBenefit, Is.Zero.Within(1e-12));
            Assert.That(simulated.Curve.Apgr, Is.EqualTo(0.5).Within(1e-12));
            Assert.That(simulated.Line!.Apgr, Is.EqualTo(0.5).Within(1e-12), "a straight line, in every fold");
        }
    }

    [Test]
    public void Only_the_model_that_is_asked_is_paid([Range(1, 20)] int seed)
    {
        var (slices, small, big, folds) = Draw(seed, 60, 6);
        var simulated = Simulate(slices, small, big, folds);
        double cost = ((1 - simulated.StrongShare) * SmallUsd) + (simulated.StrongShare * BigUsd);
        var point = simulated.Curve.Points.First(one => one.Threshold == simulated.CrossFit.Deployed);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(simulated.CrossFit.NetBenefit, Is.EqualTo(simulated.Quality - cost).Within(1e-12));
            Assert.That(
                simulated.CrossFit.InSample,
                Is.EqualTo(point.Quality - SmallUsd - (point.StrongShare * (BigUsd - SmallUsd))).Within(1e-12)
            );
            Assert.That(
                simulated.CrossFit.InSample,
                Is.AtLeast(simulated.Curve.Weak - SmallUsd - 1e-12),
                "always small is a choice"
            );
            Assert.That(simulated.Line!.Points[0].Quality, Is.EqualTo(simulated.Curve.Weak).Within(1e-12));
            Assert.That(
                simulated.Line!.Points[^1],
                Is.EqualTo((1.0, simulated.Curve.Strong)).Using<(double, double)>(AreClose)
            );
            Assert.That(simulated.Lines, Has.All.Matches<CascadeLine>(line => line!.HeldOut <= line.Oracle + 0.02));
        }
    }

    [Test]
    public void A_folds_signal_and_threshold_do_not_know_its_answers([Range(1, 10)] int seed, [Range(0, 2)] int fold)
    {
        var (slices, small, big, folds) = Draw(seed, 60, 6);
        double[] Turned(double[] scores) => [.. scores.Select((score, i) => folds[i] == fold ? 1 - score : score)];
        var (before, after) = (
            CascadeSignal.Learnt(slices, small, big, 0, folds),
            CascadeSignal.Learnt(slices, Turned(small), big, 0, folds)
        );
        var (one, other) = (Simulate(slices, small, big, folds), Simulate(slices, Turned(small), big, folds));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Without[fold], Is.EqualTo(before.Without[fold]));
            Assert.That(after.All, Is.Not.EqualTo(before.All), "the other answers are seen");
            Assert.That(other.CrossFit.Thresholds[fold], Is.EqualTo(one.CrossFit.Thresholds[fold]));
        }
    }

    [Test]
    public void What_was_never_seen_is_met_with_the_lead_over_all()
    {
        string?[] slices = ["a", "a", "b", null];
        var leads = SliceLeads.Of(slices, [1, 1, 0, 1], [0, 1, 1, 0], 0, i => i != 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(leads.In("a"), Is.EqualTo(0.5));
            Assert.That(leads.Overall, Is.EqualTo(2 / 3.0).Within(1e-15));
            Assert.That(leads.In("b"), Is.EqualTo(leads.Overall));
            Assert.That(leads.In(null), Is.EqualTo(leads.Overall));
            Assert.That(
                SliceLeads.Of(slices, [1, 1, 0, 1], [0, 1, 1, 0], 0.7, i => i != 2).Unseen,
                Is.EqualTo(0.5),
                "not worth asking at a break-even of 0.7, and so with the slice that is not"
            );
            Assert.That(SliceLeads.Of([], [], [], 0, _ => true).Unseen, Is.Zero);
        }
    }

    [Test]
    public void Calls_for_a_share_of_the_gain_lie_on_the_line()
    {
        HeldOutCurve curve = new([(0, 0.5), (0.5, 0.9), (1, 0.7)], 0.5, 0.7);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(curve.CallsFor(0.5), Is.EqualTo(0.125).Within(1e-9));
            Assert.That(curve.CallsFor(0), Is.Zero);
            Assert.That(curve.At(0.75), Is.EqualTo(0.8).Within(1e-12));
            Assert.That((curve with { Strong = 0.5 }).Apgr, Is.Null);
            Assert.That((curve with { Strong = 0.4 }).CallsFor(0.5), Is.Null, "there is no gain");
        }
    }

    private static SimulatedCascade Noise(int repeat)
    {
        var (slices, small, big, folds) = Draw(repeat, 200, 20);
        return SimulatedCascade.BySlice(slices, small, big, 0, 0, 1, folds);
    }

    /// <summary>Two models, each right on seven of ten wherever one looks.</summary>
    private static (string[] Slices, double[] Small, double[] Big, int[] Folds) Draw(int seed, int n, int slices)
    {
        double[] Scores(string name)
        {
            var stream = new RandomCounter((ulong)seed, name);
            return [.. Of(n, i => stream[i] < 0.7 ? 1.0 : 0)];
        }

        return ([.. Of(n, i => $"s{i % slices}")], Scores("small"), Scores("big"), [.. Of(n, i => i / slices % 5)]);
    }

    private static SimulatedCascade Simulate(string[] slices, double[] small, double[] big, int[] folds) =>
        SimulatedCascade.BySlice(slices, small, big, SmallUsd, BigUsd, 1, folds);

    private static IEnumerable<T> Of<T>(int count, Func<int, T> at) => Enumerable.Range(0, count).Select(at);

    private static bool AreClose((double, double) one, (double, double) other) =>
        Math.Abs(one.Item1 - other.Item1) < 1e-12 && Math.Abs(one.Item2 - other.Item2) < 1e-12;
}
