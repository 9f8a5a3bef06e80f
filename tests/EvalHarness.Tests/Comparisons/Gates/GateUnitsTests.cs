using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Tests.Statistics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons.Gates;

/// <summary>Gates on samples that are not independent: clusters, repeats, scores in parts, and no spread at all.</summary>
public sealed class GateUnitsTests
{
    private const double Tail = 0.05;

    /// <summary>A kind of data, from a seed: one model, or two beside each other.</summary>
    public sealed record Design(string Name, Func<RandomSource, ScoreTable> Draw)
    {
        public override string ToString() => Name;
    }

    private static readonly Design[] Designs =
    [
        new("independent", source => Table(source, 40, 1, 1, false)),
        new("clustered", source => Table(source, 60, 1, 7, false)),
        new("repeated", source => Table(source, 30, 3, 1, false)),
        new("repeated in clusters", source => Table(source, 40, 2, 4, false)),
        new("in parts", source => Table(source, 30, 1, 1, true)),
        new("in parts and clustered", source => Table(source, 40, 1, 5, true)),
    ];

    [TestCaseSource(nameof(Designs))]
    public void The_interval_of_a_gate_is_the_inversion_of_its_tests(Design design)
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            var table = design.Draw(new RandomSource(3, seed));
            string metric = $"task/{table.Tasks[0].MetricNames[0]}";
            GateSpec[] kinds = [new("a", metric, AtLeast: 0.5), new("a", metric, NotWorseThan: "b", Margin: 0.1)];
            foreach (var kind in kinds)
            {
                if (GateSetup.Only(table, kind) is { PassPValue: not null, Estimate: { Low: { } low, High: { } high } })
                {
                    using (Assert.EnterMultipleScope())
                    {
                        Assert.That(PassAt(table, kind, low), Is.EqualTo(Tail).Within(1e-6).Or.GreaterThan(Tail));
                        Assert.That(PassAt(table, kind, low - 1e-7), Is.LessThanOrEqualTo(Tail + 1e-5), $"{seed} low");
                        Assert.That(
                            FailAt(table, kind, high + 1e-7),
                            Is.LessThanOrEqualTo(Tail + 1e-5),
                            $"{seed} high"
                        );
                        Assert.That(
                            FailAt(table, kind, high - 1e-7),
                            Is.GreaterThanOrEqualTo(Tail - 1e-5),
                            $"{seed} high"
                        );
                    }
                }
            }
        }
    }

    [TestCaseSource(nameof(Designs))]
    public void A_stricter_bound_has_a_larger_p_of_passing(Design design)
    {
        for (ulong seed = 0; seed < 6; seed++)
        {
            var table = design.Draw(new RandomSource(4, seed));
            var gate = new GateSpec("a", $"task/{table.Tasks[0].MetricNames[0]}", AtLeast: 0);
            double[] p = [.. Enumerable.Range(0, 41).Select(i => PassAt(table, gate, i / 40.0) ?? 1)];
            Assert.That(p, Is.Ordered, $"{design.Name}, seed {seed}");
        }
    }

    [TestCase(0.95, 3, 1, 0.06)]
    [TestCase(0.98, 3, 1, 0.06)]
    [TestCase(0.9, 1, 5, 0.06)]
    [TestCase(0.98, 1, 5, 0.06)]
    public void At_its_true_value_a_gate_passes_no_more_often_than_the_level_allows(
        double truth,
        int epochs,
        int clusterSize,
        double most
    )
    {
        const int experiments = 400;
        double passed = Simulation.Share(
            experiments,
            17,
            source =>
            {
                string[]? clusters = clusterSize == 1 ? null : Clusters(120, clusterSize);
                double[] scores = Answers(source, 120, epochs, clusterSize, truth);
                var table = Tabled.Scores(clusters, [("a", scores)], epochs: epochs);
                return GateSetup.Only(table, new GateSpec("a", "task/accuracy", AtLeast: truth)).Verdict
                    == GateVerdict.Pass;
            }
        );
        Assert.That(passed, Is.LessThanOrEqualTo(most + Simulation.Error(most, experiments)));
    }

    [Test]
    public void Two_clusters_of_the_same_share_are_no_certainty()
    {
        string[] clusters = [.. Enumerable.Range(0, 21).Select(i => i < 7 ? "x" : "y")];
        double[] some = [.. Enumerable.Range(0, 21).Select(i => i is < 3 or (>= 7 and < 13) ? 1d : 0)];
        var table = Tabled.Scores(clusters, [("a", some), ("b", [.. Enumerable.Repeat(1d, 21)])]);

        var alone = GateSetup.Only(table, new GateSpec("a", "task/accuracy", AtLeast: 0.3));
        var beside = GateSetup.Only(table, new GateSpec("a", "task/accuracy", NotWorseThan: "b", Margin: 0.02));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (alone.Verdict, beside.Verdict),
                Is.EqualTo((GateVerdict.Inconclusive, GateVerdict.Inconclusive))
            );
            Assert.That(alone.Estimate!.Low, Is.LessThan(0.2));
            Assert.That(beside.Reason, Is.EqualTo(new GateReason.NoSpreadOfClusters()));
            Assert.That(GateText.Evidence(beside), Does.Contain("2 clusters that count as 1.8"));
        }
    }

    [Test]
    public void A_constant_difference_is_not_tested_whatever_its_rounding()
    {
        var table = Tabled.Scores(null, [("a", [0.9, 0.8]), ("b", [0.8, 0.7])]);
        var result = GateSetup.Only(table, new GateSpec("b", "task/score", NotWorseThan: "a", Margin: 0.02));
        Assert.That((result.Verdict, result.Reason), Is.EqualTo((GateVerdict.Inconclusive, new GateReason.NoSpread())));
    }

    [Test]
    public void A_clustered_share_is_the_score_interval_of_as_many_trials_as_its_variance_is_worth()
    {
        double[] scores = Answers(new RandomSource(9, 9), 60, 1, 6, 0.8);
        string[] clusters = Clusters(60, 6);
        var share = ClusteredShare.Of(scores, EvalHarness.Statistics.Intervals.Clusters.Number<string>(clusters))!;

        var board = Tabled.Estimate(clusters, scores);
        var gate = GateSetup.Only(
            Tabled.Scores(clusters, [("a", scores)]),
            new GateSpec("a", "task/accuracy", AtLeast: 0.7)
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That((board.Low, board.High), Is.EqualTo((share.Wilson()!.Value.Low, share.Wilson()!.Value.High)));
            Assert.That(gate.Estimate!.Low, Is.EqualTo(share.Wilson(0.9)!.Value.Low));
            Assert.That(gate.PassPValue, Is.EqualTo(share.Score(0.7)!.Value.PGreater));
            Assert.That(gate.FailPValue, Is.EqualTo(share.Score(0.7)!.Value.PLess));
        }
    }

    private static double? PassAt(ScoreTable table, GateSpec kind, double value) =>
        GateSetup.Only(table, At(kind, value)).PassPValue;

    private static double? FailAt(ScoreTable table, GateSpec kind, double value) =>
        GateSetup.Only(table, At(kind, value)).FailPValue;

    /// <summary>The gate whose bound is that value.</summary>
    private static GateSpec At(GateSpec kind, double value) =>
        kind.NotWorseThan is not { } other ? kind with { AtLeast = value }
        : value <= 0 ? kind with { Margin = -value }
        : kind with { NotWorseThan = null, BetterThan = other.Value, Margin = value };

    private static ScoreTable Table(RandomSource source, int samples, int epochs, int clusterSize, bool inParts)
    {
        double[] first = Answers(source, samples, epochs, clusterSize, 0.85);
        double[] second = Answers(new RandomSource(source.NextUInt64(), 1), samples, epochs, clusterSize, 0.7);
        if (inParts)
        {
            first = [.. first.Select(one => (one + source.NextDouble()) / 2)];
            second = [.. second.Select(one => (one + source.NextDouble()) / 2)];
        }

        return Tabled.Scores(
            clusterSize == 1 ? null : Clusters(samples, clusterSize),
            [("a", first), ("b", second)],
            epochs: epochs
        );
    }

    private static string[] Clusters(int samples, int size) =>
        [.. Enumerable.Range(0, samples).Select(i => $"c{i / size}")];

    /// <summary>Right or wrong answers: each sample, or each cluster, has a chance of its own around the truth.</summary>
    private static double[] Answers(RandomSource source, int samples, int epochs, int clusterSize, double truth)
    {
        double spread = 1.6 * Math.Min(truth, 1 - truth);
        double chance = truth;
        double[] answers = new double[samples * epochs];
        for (int sample = 0; sample < samples; sample++)
        {
            chance = sample % clusterSize == 0 ? truth + (spread * (source.NextDouble() - 0.5)) : chance;
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                answers[(sample * epochs) + epoch] = source.NextDouble() < chance ? 1 : 0;
            }
        }

        return answers;
    }
}
