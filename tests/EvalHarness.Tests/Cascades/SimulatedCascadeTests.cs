using EvalHarness.Cascades;
using NUnit.Framework;

namespace EvalHarness.Tests.Cascades;

public sealed class SimulatedCascadeTests
{
    private static readonly double[] Confidence = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
    private static readonly double[] Small = [1, 1, 1, 0, 0, 0];
    private static readonly double[] Big = [1, 1, 0, 1, 1, 0];
    private static readonly int[] Folds = [0, 1, 0, 1, 0, 1];

    [Test]
    public void Lines_run_from_no_call_to_all_between_oracle_and_chance()
    {
        var simulated = SimulatedCascade.Of(Confidence, Small, Big, 0, 0, 1, Folds);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(simulated.Lines[0].Point.Quality, Is.EqualTo(0.5));
            Assert.That(simulated.Lines[^1].Point.Quality, Is.EqualTo(4 / 6.0).Within(1e-15));
            Assert.That(simulated.Lines.All(line => line.Point.Quality <= line.Oracle + 1e-12));
            Assert.That(
                simulated.Lines.Single(line => Math.Abs(line.Point.StrongShare - 0.5) < 1e-12).Random,
                Is.EqualTo(0.5 + (0.5 / 6)).Within(1e-12)
            );
            Assert.That(
                simulated.Lines.Select(line => line.Point.Accepted),
                Is.Unique,
                "a curve of few points says each once"
            );
        }
    }

    [Test]
    public void The_cross_fitted_point_is_what_the_folds_thresholds_do_to_the_other_samples()
    {
        var simulated = SimulatedCascade.Of(Confidence, Small, Big, 0.001, 0.01, 1, Folds);

        bool[] stands = Confidence.Select((one, i) => one >= simulated.CrossFit.Thresholds[Folds[i]]).ToArray();
        double quality = stands.Select((stand, i) => stand ? Small[i] : Big[i]).Average();
        double calls = stands.Count(stand => !stand) / 6.0;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(simulated.Quality, Is.EqualTo(quality).Within(1e-15));
            Assert.That(simulated.StrongShare, Is.EqualTo(calls).Within(1e-15));
            Assert.That(
                simulated.CrossFit.NetBenefit,
                Is.EqualTo(quality - 0.001 - (0.01 * calls)).Within(1e-12),
                "value less cost of both"
            );
        }
    }

    [Test]
    public void The_standard_error_counts_clusters_not_samples()
    {
        int[] clusters = [0, 1, 0, 1, 2, 2];
        int[] folds = [0, 1, 0, 1, 0, 0];
        var simulated = SimulatedCascade.Of(Confidence, Small, Big, 0.001, 0.01, 1, folds, clusters);
        double[] benefit = Confidence
            .Select((sure, i) => sure >= simulated.CrossFit.Thresholds[folds[i]] ? Small[i] - 0.001 : Big[i] - 0.011)
            .ToArray();
        double mean = benefit.Average();
        // Liang and Zeger's sandwich: the sum over clusters of squared sums of residuals, with G/(G-1).
        double between = clusters
            .Zip(benefit)
            .GroupBy(one => one.First)
            .Sum(group => Math.Pow(group.Sum(one => one.Second - mean), 2));

        Assert.That(simulated.StandardError, Is.EqualTo(Math.Sqrt(between * 3 / 2) / 6).Within(1e-12));
    }

    [Test]
    public void The_advantage_is_over_the_better_model_alone_answer_by_answer()
    {
        var simulated = SimulatedCascade.Of(Confidence, Small, Big, 0.1, 0.2, 1, Folds);
        var (first, then) = (Small.Average() - 0.1, Big.Average() - 0.2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(simulated.Advantage!.OverThen, Is.EqualTo(then >= first));
            Assert.That(
                simulated.Advantage.NetBenefit,
                Is.EqualTo(simulated.CrossFit.NetBenefit - Math.Max(first, then)).Within(1e-12)
            );
        }
    }

    [Test]
    public void Held_out_points_run_to_fewer_calls_as_calls_get_dearer()
    {
        // Sure where right: any fold finds the same threshold, so that held-out points lie on the curve itself.
        double[] confidence = [.. Enumerable.Range(0, 100).Select(i => i < 60 ? 0.9 : 0.2)];
        double[] small = [.. Enumerable.Range(0, 100).Select(i => i < 60 ? 1.0 : 0)];
        double[] big = [.. Enumerable.Range(0, 100).Select(i => i is < 50 or >= 60 ? 1.0 : 0)];
        int[] folds = [.. Enumerable.Range(0, 100).Select(i => i % 5)];
        var simulated = SimulatedCascade.Of(confidence, small, big, 0, 0, 1, folds);

        Assert.That(
            simulated.HeldOut.Select(point => (point.StrongShare, point.Quality)),
            Is.EqualTo([(0.4, 1.0)]),
            "at every price up to one right answer in two, the unsure forty are asked again"
        );
    }
}
