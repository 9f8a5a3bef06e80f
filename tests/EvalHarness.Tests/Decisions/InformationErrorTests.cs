using EvalHarness.Decisions.Information;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class InformationErrorTests
{
    [Test]
    public void The_value_of_a_signal_has_the_error_of_the_mean_that_it_is()
    {
        const int draws = 20_000;
        var source = new RandomSource(5, 5);
        double[] signal = [.. Enumerable.Range(0, draws).Select(_ => UnitNormal.Quantile(source.NextDouble()))];

        var (value, error) = InformationValue.WithError(signal, [new double[draws], signal]);

        using (Assert.EnterMultipleScope())
        {
            // E max(0, X) is the density at 0, and its variance 1/2 - 1/(2 pi).
            Assert.That(value, Is.EqualTo(1 / Math.Sqrt(2 * Math.PI)).Within(4 * error));
            Assert.That(error, Is.EqualTo(Math.Sqrt((0.5 - (0.5 / Math.PI)) / draws)).Within(3).Percent);
        }
    }
}
