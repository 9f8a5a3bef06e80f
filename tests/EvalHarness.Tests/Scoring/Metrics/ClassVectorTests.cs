using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Metrics;

public sealed class ClassVectorTests
{
    [Test]
    public void Labels_that_are_the_same_share_are_not_the_same_label()
    {
        double[] statistics = new double[ClassVector.Width(["5%", "0.05"])];
        var sample = new ScoredSample("5%", ["0.05"], Outcome.Answered);

        var classes = ClassVector.Observe(sample, ["5%", "0.05"], statistics);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(classes, Is.EqualTo((1, 0)));
            Assert.That(statistics, Is.EqualTo(new double[] { 0, 0, 0, 1, 0, 0, 0, 1, 0 }));
        }
    }
}
