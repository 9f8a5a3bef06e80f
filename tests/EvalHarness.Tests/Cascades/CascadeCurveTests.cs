using EvalHarness.Cascades;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Cascades;

public sealed class CascadeCurveTests
{
    [Test]
    public void A_confidence_that_says_nothing_recovers_half_the_gap()
    {
        double[] confidence = new double[1000];
        double[] small = [.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 1.0 : 0)];
        var curve = CascadeCurve.Of(confidence, small, [.. small.Select(_ => 1.0)], 0.1, 1);
        Assert.That(curve.Apgr, Is.EqualTo(0.5).Within(1e-12));
        Assert.That(curve.Points, Has.Length.EqualTo(2));
    }

    [Test]
    public void A_confidence_that_knows_recovers_the_gap_at_once()
    {
        double[] small = [1, 1, 1, 0];
        var curve = CascadeCurve.Of([0.9, 0.8, 0.7, 0.1], small, [1, 1, 1, 1], 0.1, 1);
        Assert.That(curve.CallsFor(1), Is.EqualTo(0.25));
        Assert.That(CascadeCurve.Oracle(small, [1, 1, 1, 1])[1], Is.EqualTo((0.25, 1.0)));
    }

    [Test]
    public void Equal_models_leave_no_gap() =>
        Assert.That(CascadeCurve.Of([0.1, 0.2], [1, 0], [1, 0], 0.1, 1).Apgr, Is.Null);

    [Test]
    public void Tuning_and_scoring_on_the_same_samples_flatters()
    {
        double optimism = Enumerable.Range(0, 40).Average(Optimism);
        Assert.That(optimism, Is.Positive);
    }

    private static double Optimism(int repeat)
    {
        const int n = 100;
        double[] Uniforms(string name)
        {
            var stream = new RandomCounter((ulong)repeat, name);
            return [.. Enumerable.Range(0, n).Select(i => stream[i])];
        }

        double[] confidence = Uniforms("confidence");
        double[] small = [.. Uniforms("small").Zip(confidence, (u, c) => u < 0.5 + (0.3 * c) ? 1.0 : 0)];
        double[] big = [.. Uniforms("big").Select(u => u < 0.85 ? 1.0 : 0)];
        int[] folds = [.. Enumerable.Range(0, n).Select(i => i % 5)];
        return CascadeCrossFit.Of(confidence, small, big, 0.002, 0.06, 0.3, folds).Optimism;
    }
}
