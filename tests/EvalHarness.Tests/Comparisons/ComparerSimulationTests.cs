using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Published;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Tests.Statistics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>
/// From scores to verdict: intervals hold the truth and equal models are told apart as often as the level says, in the
/// designs that evaluations have.
/// </summary>
[Category("Simulation")]
public sealed class ComparerSimulationTests
{
    private const int Experiments = 500;
    private const double Level = 0.95;
    private const double Gap = 0.06;

    /// <summary>One experiment: samples, clusters of so many, repeats.</summary>
    public sealed record Design(string Name, int Samples, int ClusterSize, int Epochs)
    {
        public override string ToString() => Name;
    }

    private static readonly Design[] Designs =
    [
        new("paired", 120, 1, 1),
        new("clustered", 240, 6, 1),
        new("repeated", 60, 1, 4),
        new("clustered and repeated", 160, 4, 2),
    ];

    [TestCaseSource(nameof(Designs))]
    public void Intervals_hold_the_true_difference_as_often_as_they_say(Design design)
    {
        double held = Simulation.Share(
            Experiments,
            11,
            source => !Compare(design, source, Gap).Difference.Excludes(Gap)
        );
        Assert.That(held, Is.EqualTo(Level).Within(0.012 + Simulation.Error(Level, Experiments)));
    }

    [TestCaseSource(nameof(Designs))]
    public void Equal_models_are_told_apart_no_more_often_than_the_level_allows(Design design)
    {
        double wrong = Simulation.Share(
            Experiments,
            12,
            source => Compare(design, source, 0).Verdict is PairVerdict.Better or PairVerdict.Worse
        );
        Assert.That(wrong, Is.LessThanOrEqualTo(1 - Level + 0.012 + Simulation.Error(1 - Level, Experiments)));
        Assert.That(wrong, Is.GreaterThan(0.01), "a test that never rejects holds its level too");
    }

    /// <summary>
    /// A sample's difficulty is shared by both models, a cluster's advantage of one model by all its samples: so pairs are
    /// correlated, clusters matter, and each model's chance stays within [0.14, 0.86].
    /// </summary>
    private static PairedComparison Compare(Design design, RandomSource source, double gap)
    {
        var rows = new List<ScoreRow>(2 * design.Samples * design.Epochs);
        double tilt = 0d;
        for (int sample = 0; sample < design.Samples; sample++)
        {
            tilt =
                sample % design.ClusterSize > 0 ? tilt
                : design.ClusterSize > 1 ? 0.3 * (source.NextDouble() - 0.5)
                : 0;
            double ease = 0.32 + (0.36 * source.NextDouble());
            for (int epoch = 0; epoch < design.Epochs; epoch++)
            {
                foreach (var (model, shift) in new[] { ("a", (gap / 2) + tilt), ("b", (-gap / 2) - tilt) })
                {
                    int score = source.NextDouble() < ease + shift ? 1 : 0;
                    rows.Add(
                        new ScoreRow($"{sample}", model, score, default)
                        {
                            Epoch = $"{epoch}",
                            Cluster = design.ClusterSize > 1 ? $"{sample / design.ClusterSize}" : null,
                        }
                    );
                }
            }
        }

        string? field = design.ClusterSize > 1 ? "cluster" : null;
        var table = ScoreRows.Tabulate("simulated", rows, new CompareSpec("b", ["a"], Confidence: Level), field);
        return Comparer.Compare(table).Tasks[0].Headline.Find("a", "b")!;
    }
}
