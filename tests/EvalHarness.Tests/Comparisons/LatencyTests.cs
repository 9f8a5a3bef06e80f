using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Tests.Comparisons.Gates;
using EvalHarness.Tests.Statistics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>Quantiles of the time of answers: one quantity for boards, gates and differences.</summary>
public sealed class LatencyTests
{
    private const string P95 = "task/latency_p95";
    private static readonly CompareSpec Spec = new("other", ["m"], Resamples: 1_000);

    private static double[] Times(int count, double scale = 1) =>
        [.. Enumerable.Range(1, count).Select(i => scale * (1 + (i * 37 % count)))];

    private static Board Board(int samples, int epochs = 1, Func<int, string?>? cluster = null) =>
        Comparisons
            .Board.Of(Enumerable.Repeat("a", samples), [new Accuracy()], Spec, cluster, epochs)
            .Weighing(new Latency(0.95));

    private static Board Timed(Board board, string model, double[] seconds, int? inFlight = null) =>
        board.With(model, [.. seconds.Select(_ => "a")]).Taking(seconds, inFlight);

    private static MetricComparison Metric(Board board) => Comparer.Compare(board.Table()).Tasks[0].Metrics[1];

    [TestCase(71, false)]
    [TestCase(72, true)]
    public void A_95th_percentile_has_an_upper_limit_from_72_answers_on(int samples, bool hasLimit)
    {
        double[] times = Times(samples);
        var comparison = Comparer.Compare(Timed(Board(samples), "m", times).Table());
        var estimate = comparison.Tasks[0].Metrics[1].Leaderboard[0].Estimate;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(estimate.High, hasLimit ? Is.EqualTo(samples) : Is.Null);
            Assert.That(estimate.Low, Is.Not.Null);
            Assert.That(estimate.Note, hasLimit ? Is.Null : Does.Contain("from 72 independent ones on"));
            Assert.That(comparison.Tasks[0].Models[0].SlowLatency!.High, Is.EqualTo(estimate.High));
            Assert.That(comparison.Tasks[0].Models[0].SlowLatency!.Low, Is.EqualTo(estimate.Low));
        }
    }

    [Test]
    public void An_answer_without_its_time_leaves_the_quantile_unknown_and_the_gate_an_error()
    {
        double[] times = Times(80);
        times[5] = double.NaN;
        var board = Timed(Timed(Board(80), "m", times), "other", Times(80));
        var comparison = Comparer.Compare(board.Table());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(comparison.Tasks[0].Models[0].LatencyP50, Is.Null);
            Assert.That(comparison.Tasks[0].Metrics[1].Pairs[0].Verdict, Is.EqualTo(PairVerdict.NotComparable));
            foreach (
                var gate in new[]
                {
                    new GateSpec("m", P95, AtMost: 1_000),
                    new GateSpec("m", P95, NotWorseThan: "other"),
                }
            )
            {
                var result = GateSetup.Only(board.Table(), gate);
                Assert.That(result.Verdict, Is.EqualTo(GateVerdict.Error));
                Assert.That(result.Why(), Is.EqualTo("a response without its latency"));
            }
        }
    }

    [Test]
    public void Board_gate_and_difference_are_about_all_answers_of_all_repeats()
    {
        var board = Timed(Timed(Board(60, 3), "m", Times(180)), "other", Times(180, 1.5));
        double value = GateSetup.Only(board.Table(), new GateSpec("m", P95, AtMost: 1_000)).Estimate!.Value!.Value;
        double other = GateSetup.Only(board.Table(), new GateSpec("other", P95, AtMost: 1_000)).Estimate!.Value!.Value;
        var difference = GateSetup.Only(board.Table(), new GateSpec("m", P95, BetterThan: "other"));
        var metric = Metric(board);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(value, Is.EqualTo(Quantiles.OfSorted([.. Times(180).Order()], 0.95)).Within(1e-12));
            Assert.That(difference.Estimate!.Value, Is.EqualTo(value - other).Within(1e-12));
            Assert.That(metric.Find("m", "other")!.Difference.Value, Is.EqualTo(value - other).Within(1e-12));
            Assert.That(metric.Leaderboard[0].Estimate.N, Is.EqualTo(180));
            Assert.That(metric.Leaderboard[0].Estimate.Clusters, Is.EqualTo(60));
        }
    }

    [Test]
    public void Answers_of_one_cluster_are_not_taken_for_independent_ones()
    {
        double[] times = [.. Enumerable.Range(0, 200).Select(i => 1.0 + (i % 20))];
        var alone = Metric(Timed(Board(200), "m", times)).Leaderboard[0].Estimate;
        var alike = Metric(Timed(Board(200, cluster: i => $"c{i % 20}"), "m", times)).Leaderboard[0].Estimate;
        var gates = new[] { (Func<int, string?>?)null, i => $"c{i % 20}", i => $"c{i % 2}" }
            .Select(cluster =>
                GateSetup.Only(
                    Timed(Board(200, cluster: cluster), "m", times).Table(),
                    new GateSpec("m", "task/latency_p50", AtMost: 13)
                )
            )
            .ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(alone.High, Is.Not.Null);
            Assert.That(alike.High, Is.Null, "twenty values, however often");
            Assert.That(alike.Note, Does.Contain("from 72 independent ones on"));
            Assert.That(alike.Low, Is.LessThan(alone.Low!.Value));
            Assert.That(gates[0].Verdict, Is.EqualTo(GateVerdict.Pass));
            Assert.That(gates[1].Verdict, Is.EqualTo(GateVerdict.Inconclusive));
            Assert.That(gates[2].Why(), Does.StartWith("too few answers, or clusters of them"));
        }
    }

    [Test]
    public void Limits_and_tests_of_a_quantile_say_the_same()
    {
        foreach (var cluster in new Func<int, string?>?[] { null, i => $"c{i % 25}" })
        {
            double[] times = [.. Enumerable.Range(0, 150).Select(i => 1.0 + (i * 53 % 150) + (i % 25))];
            var table = Timed(Board(150, cluster: cluster), "m", times).Table();
            GateResult At(double bound) => GateSetup.Only(table, new GateSpec("m", P95, AtMost: bound));
            var estimate = At(100).Estimate!;
            using (Assert.EnterMultipleScope())
            {
                Assert.That(At(estimate.High!.Value + 1e-9).PassPValue, Is.LessThanOrEqualTo(0.05));
                Assert.That(At(estimate.High.Value - 1e-9).PassPValue, Is.GreaterThan(0.05));
                Assert.That(At(estimate.Low!.Value - 1e-9).FailPValue, Is.LessThanOrEqualTo(0.05));
                Assert.That(At(estimate.Low.Value + 1e-9).FailPValue, Is.GreaterThan(0.05));
            }
        }
    }

    [Test]
    public void A_difference_that_few_answers_cannot_carry_is_not_tested()
    {
        var board = Timed(Timed(Board(20), "m", Times(20)), "other", Times(20, 9));
        var gate = GateSetup.Only(board.Table(), new GateSpec("m", P95, BetterThan: "other"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Metric(board).Pairs[0].Reason, Is.InstanceOf<PairReason.FewForQuantile>());
            Assert.That(gate.Verdict, Is.EqualTo(GateVerdict.Inconclusive));
        }
    }

    [Test]
    public void Times_are_told_with_the_load_they_were_taken_under()
    {
        var board = Timed(Timed(Board(80), "m", Times(80), 8), "other", Times(80));
        var comparison = Comparer.Compare(board.Table());
        var gate = GateSetup.Only(board.Table(), new GateSpec("m", P95, AtMost: 1_000));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                LatencyText.Loads(comparison.Tasks[0]),
                Is.EqualTo(
                    "Times were taken with up to 8 requests in flight: m; with an unknown number of requests in flight: other."
                )
            );
            Assert.That(GateText.Describe(gate), Does.Contain("Taken with up to 8 requests in flight."));
        }
    }

    [TestCase(20, 0.95)]
    [TestCase(100, 0.95)]
    [TestCase(30, 0.5)]
    [Category("Simulation")]
    public void Intervals_of_skewed_times_hold_the_true_quantile(int samples, double share)
    {
        const int experiments = 1_000;
        double truth = Math.Exp(UnitNormal.Quantile(share));
        double held = Simulation.Share(
            experiments,
            51,
            source =>
            {
                double[] times = new double[samples];
                for (int i = 0; i < samples; i++)
                {
                    times[i] = Math.Exp(Simulation.Normal(ref source));
                }

                var estimate = Estimate(times, share);
                return (estimate.Low is null || estimate.Low <= truth)
                    && (estimate.High is null || estimate.High >= truth);
            }
        );
        Assert.That(held, Is.GreaterThanOrEqualTo(0.95 - Simulation.Error(0.95, experiments)));

        Estimate Estimate(double[] times, double of) =>
            new LatencyQuantile(Timed(Board(samples), "m", times).Table().Tasks[0], of)
                .Find(
                    0,
                    [.. Enumerable.Range(0, samples)],
                    new ClusterIndex([.. Enumerable.Range(0, samples)], samples, true),
                    0.95
                )
                .Estimate;
    }
}
