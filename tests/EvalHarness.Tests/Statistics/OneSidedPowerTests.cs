using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Power;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>What the tests of gates would find with more values than there are.</summary>
internal sealed class OneSidedPowerTests
{
    [Test]
    public void More_values_are_a_smaller_error_with_more_degrees_of_freedom(
        [Values(2, 9, 200)] int degrees,
        [Values(0.5, 3, 40)] double factor,
        [Values(0.2, 1, 2.5)] double gap
    )
    {
        double grown = Math.Max(1, ((degrees + 1) * factor) - 1);

        Assert.That(
            OneSidedPower.OfMean(new(0, 1, degrees), factor, gap, 0.05),
            Is.EqualTo(OneSidedPower.OfMean(new(0, 1 / Math.Sqrt(factor), grown), 1, gap, 0.05)).Within(1e-12)
        );
    }

    [Test]
    public void More_trials_are_as_many_at_once([Values(2, 9, 200)] int degrees, [Values(0.5, 3, 40)] double factor)
    {
        var trials = new EffectiveTrials(0.8, 20, degrees);
        var grown = new EffectiveTrials(0.8, 20 * factor, Math.Max(1, ((degrees + 1) * factor) - 1));

        Assert.That(
            OneSidedPower.OfShare(trials, factor, 0.8, 0.6, 0.05),
            Is.EqualTo(OneSidedPower.OfShare(grown, 1, 0.8, 0.6, 0.05)).Within(1e-12)
        );
    }
}
