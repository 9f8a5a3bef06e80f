using EvalHarness.Decisions;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

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

        var stands = Confidence.Select((one, i) => one >= study.CrossFit.Thresholds[Folds[i]]).ToArray();
        var quality = stands.Select((stand, i) => stand ? Small[i] : Big[i]).Average();
        var calls = stands.Count(stand => !stand) / 6.0;
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
}
