using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class LearningCurveTests
{
    private static readonly double[] Sizes = [250, 500, 1000, 2000, 4000, 8000];

    [Test]
    public void Points_without_noise_give_their_curve_back()
    {
        double[] errors = Array.ConvertAll(Sizes, n => 0.08 + (1.2 * Math.Pow(n, -0.35)));
        var curve = LearningCurve.BestFit(Sizes, errors);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(curve.Limit, Is.EqualTo(0.08).Within(1e-8));
            Assert.That(curve.Exponent, Is.EqualTo(0.35).Within(1e-7));
            Assert.That(curve.At(64_000), Is.EqualTo(0.08 + (1.2 * Math.Pow(64_000, -0.35))).Within(1e-9));
        }
    }

    [Test]
    public void Errors_never_rise_with_size()
    {
        var curve = LearningCurve.BestFit(Sizes, [0.10, 0.11, 0.12, 0.13, 0.14, 0.15]);
        Assert.That(curve.Scale, Is.Zero);
    }

    [Test]
    public void The_band_widens_with_distance_and_certainty_needs_more_samples()
    {
        var curve = LearningCurve.Posterior(
            new LearningCurveSpec([250, 1000, 4000], [700, 777, 824], [1000, 1000, 1000], 64_000)
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(curve.ErrorAt(64_000).Sd, Is.GreaterThan(curve.ErrorAt(4000).Sd));
            Assert.That(curve.RequiredSize(0.15, 0.75), Is.GreaterThan(curve.RequiredSize(0.15, 0.25)!.Value));
            Assert.That(curve.RequiredSize(0.0, 0.5), Is.Null);
        }
    }

    [Test]
    public void One_size_is_no_curve() =>
        Assert.That(
            () => LearningCurve.Posterior(new LearningCurveSpec([250], [700], [1000], 64_000)),
            Throws.ArgumentException
        );
}
