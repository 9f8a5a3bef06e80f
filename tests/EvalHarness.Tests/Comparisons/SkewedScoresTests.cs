using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Tests.Comparisons.Gates;
using EvalHarness.Tests.Statistics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>Boards and gates of scores without limits, such as costs, whose large values are rare.</summary>
public sealed class SkewedScoresTests
{
    private const double Shape = 1.2;
    private static readonly double Truth = Math.Exp(0.5 * Shape * Shape);

    [Test]
    public void A_board_covers_the_mean_and_a_gate_at_its_true_value_passes_rarely()
    {
        const int experiments = 300;
        double covered = Simulation.Share(
            experiments,
            29,
            source => !Tabled.Estimate(null, Draw(source, 40)).Excludes(Truth)
        );
        double passed = Simulation.Share(
            experiments,
            31,
            source =>
                GateSetup
                    .Only(
                        Tabled.Scores(null, [("a", Draw(source, 40))]),
                        new GateSpec("a", "task/score", AtMost: Truth)
                    )
                    .Verdict == GateVerdict.Pass
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(covered, Is.GreaterThanOrEqualTo(0.94 - Simulation.Error(0.94, experiments)));
            Assert.That(passed, Is.LessThanOrEqualTo(0.06 + Simulation.Error(0.06, experiments)));
        }
    }

    [Test]
    public void Skewness_widens_the_long_side_alone_and_is_told()
    {
        double[] scores = Draw(new RandomSource(2, 2), 40);
        var moments = Moments.Of(scores);
        double half = Tails.StudentCritical(0.95, 39) * moments.StandardError!.Value;

        var estimate = Tabled.Estimate(null, scores);
        var gate = GateSetup.Only(
            Tabled.Scores(null, [("a", scores)]),
            new GateSpec("a", "task/score", AtMost: 2 * moments.Mean)
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(estimate.Low, Is.EqualTo(moments.Mean - half).Within(1e-12));
            Assert.That(estimate.High, Is.GreaterThan(moments.Mean + (1.2 * half)));
            Assert.That(estimate.Method, Is.EqualTo("t interval, corrected for skewness"));
            Assert.That(estimate.Note, Does.StartWith("skewed to the right"));
            Assert.That(gate.Test, Is.EqualTo("t test, corrected for skewness"));
            Assert.That(GateText.Describe(gate), Does.Contain("Skewed to the right"));
        }
    }

    [Test]
    public void A_gate_on_skewed_scores_is_the_inversion_of_its_interval_and_monotone()
    {
        var table = Tabled.Scores(null, [("a", Draw(new RandomSource(2, 3), 35))]);
        GateResult At(double bound) => GateSetup.Only(table, new GateSpec("a", "task/score", AtMost: bound));
        double high = At(Truth).Estimate!.High!.Value;
        double[] p = [.. Enumerable.Range(0, 30).Select(i => At(high * i / 15).PassPValue!.Value)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(At(high).PassPValue, Is.EqualTo(0.05).Within(1e-9));
            Assert.That(p, Is.Ordered.Descending);
        }
    }

    [Test]
    public void A_difference_of_models_drawn_alike_keeps_the_paired_t_test()
    {
        double[] first = [.. Enumerable.Range(0, 31).Select(i => 3 + Math.Sin(i))];
        double[] second = [.. Enumerable.Range(0, 31).Select(i => 3 + Math.Sin(i + 0.5))];
        Assert.That(Tabled.Pair(null, first, second).Test, Is.EqualTo("Paired t test"));
    }

    private static double[] Draw(RandomSource source, int n)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = Math.Exp(Shape * Simulation.Normal(ref source));
        }

        return values;
    }
}
