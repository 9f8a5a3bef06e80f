using EvalHarness.Comparisons.Comparators;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Power;
using EvalHarness.Statistics.Resampling;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

[TestFixture]
internal sealed class PowerOutlookTests
{
    [Test]
    public void Power_is_what_was_wanted_at_the_difference_and_at_the_size_told(
        [Values(1, 4, 59, 5000)] double degrees,
        [Values(1e-6, 0.02, 300)] double error
    )
    {
        var mean = new MeanTails(1.2 * error, error, degrees);

        var outlook = PowerOutlook.OfUnits(420, mean, 0.5 * error, 0.95);

        Assert.That(
            OneSidedPower.OfMean(mean, 1, outlook.Detectable!.Value, 0.025),
            Is.EqualTo(PowerOutlook.Power).Within(1e-10)
        );
        Assert.That(
            OneSidedPower.OfMean(mean, outlook.Needed!.Value / 420, 0.5 * error, 0.025),
            Is.EqualTo(PowerOutlook.Power).Within(1e-7)
        );
    }

    [Test]
    public void No_difference_up_to_a_thousand_errors_is_found_at_a_level_that_nothing_reaches() =>
        Assert.That(PowerOutlook.OfUnits(2, new(1, 1, 1), 0, 0.9999).Detectable, Is.Null);

    [Test]
    public void Where_all_answers_are_right_the_power_of_a_share_jumps_at_the_size_told(
        [Values(0.5, 0.8, 0.95, 0.999)] double bound,
        [Values(12, 400)] int units
    )
    {
        var trials = new EffectiveTrials(1, units, units - 1);

        double factor = OneSidedPower.FactorOfShare(trials, units, bound, 0.8, 0.05)!.Value;

        double least = Math.Log(0.05) / Math.Log(bound) / units;
        Assert.That(OneSidedPower.OfShare(trials, factor * (1 + 1e-8), 1, bound, 0.05), Is.EqualTo(1));
        Assert.That(
            OneSidedPower.OfShare(trials, factor * (1 - 1e-8), 1, bound, 0.05),
            factor == least ? Is.AnyOf(0.0, 1.0) : Is.Zero
        );
    }

    [Test]
    public void A_mean_without_error_shows_every_difference() =>
        Assert.That(PowerOutlook.OfUnits(10, new(0.5, 0, 9), 0, 0.95).Detectable, Is.Zero);
}
