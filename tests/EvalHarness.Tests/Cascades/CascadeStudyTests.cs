using EvalHarness.Cascades;
using NUnit.Framework;

namespace EvalHarness.Tests.Cascades;

public sealed class CascadeStudyTests
{
    private static readonly double[] Confidence = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
    private static readonly double[] Small = [1, 1, 1, 0, 0, 0];
    private static readonly double[] Big = [1, 1, 0, 1, 1, 0];
    private static readonly int[] Folds = [0, 1, 0, 1, 0, 1];

    [Test]
    public void Lines_run_from_no_call_to_all_between_oracle_and_chance()
    {
        var study = CascadeStudy.Of(Confidence, Small, Big, 0, 0, 1, Folds);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(study.Lines[0].Point.Quality, Is.EqualTo(0.5));
            Assert.That(study.Lines[^1].Point.Quality, Is.EqualTo(4 / 6.0).Within(1e-15));
            Assert.That(study.Lines.All(line => line.Point.Quality <= line.Oracle + 1e-12));
            Assert.That(study.Lines[5].Random, Is.EqualTo(0.5 + (0.5 / 6)).Within(1e-12));
        }
    }

    [Test]
    public void The_cross_fitted_point_is_what_the_folds_thresholds_do_to_the_other_samples()
    {
        var study = CascadeStudy.Of(Confidence, Small, Big, 0.001, 0.01, 1, Folds);

        bool[] stands = Confidence.Select((one, i) => one >= study.CrossFit.Thresholds[Folds[i]]).ToArray();
        double quality = stands.Select((stand, i) => stand ? Small[i] : Big[i]).Average();
        double calls = stands.Count(stand => !stand) / 6.0;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(study.Quality, Is.EqualTo(quality).Within(1e-15));
            Assert.That(study.StrongShare, Is.EqualTo(calls).Within(1e-15));
            Assert.That(
                study.CrossFit.NetBenefit,
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
        var study = CascadeStudy.Of(Confidence, Small, Big, 0.001, 0.01, 1, folds, clusters);
        double[] benefit = Confidence
            .Select((sure, i) => sure >= study.CrossFit.Thresholds[folds[i]] ? Small[i] - 0.001 : Big[i] - 0.011)
            .ToArray();
        double mean = benefit.Average();
        // Liang and Zeger's sandwich: the sum over clusters of squared sums of residuals, with G/(G-1).
        double between = clusters
            .Zip(benefit)
            .GroupBy(one => one.First)
            .Sum(group => Math.Pow(group.Sum(one => one.Second - mean), 2));

        Assert.That(study.StandardError, Is.EqualTo(Math.Sqrt(between * 3 / 2) / 6).Within(1e-12));
    }

    [Test]
    public void The_advantage_is_over_the_better_model_alone_answer_by_answer()
    {
        var study = CascadeStudy.Of(Confidence, Small, Big, 0.1, 0.2, 1, Folds);
        var (first, then) = (Small.Average() - 0.1, Big.Average() - 0.2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(study.Advantage!.OverThen, Is.EqualTo(then >= first));
            Assert.That(
                study.Advantage.NetBenefit,
                Is.EqualTo(study.CrossFit.NetBenefit - Math.Max(first, then)).Within(1e-12)
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
        var study = CascadeStudy.Of(confidence, small, big, 0, 0, 1, folds);

        Assert.That(
            study.HeldOut.Select(point => (point.StrongShare, point.Quality)),
            Is.EqualTo([(0.4, 1.0)]),
            "at every price up to one right answer in two, the unsure forty are asked again"
        );
    }
}
