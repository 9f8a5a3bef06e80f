using EvalHarness.Decisions.CashFlows;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class AnnuityTests
{
    // n - n(n+1)/2·r + n(n+1)(n+2)/6·r² - ..., the series of the factor.
    [TestCase(1e-9, 359.99993502000785)]
    [TestCase(1e-12, 359.99999993502)]
    [TestCase(1e-15, 359.999999999935)]
    [TestCase(-1e-12, 360.00000006498)]
    public void Tiny_rates_keep_their_digits(double rate, double expected) =>
        Assert.That(Annuity.Factor(rate, 360), Is.EqualTo(expected).Within(1e-12).Percent);

    [TestCase(1e-12, 360.00000006462)]
    [TestCase(-1e-12, 359.99999993538)]
    public void Tiny_rates_keep_their_digits_at_the_end(double rate, double expected) =>
        Assert.That(Annuity.FutureFactor(rate, 360), Is.EqualTo(expected).Within(1e-12).Percent);

    [TestCase(1e-13)]
    [TestCase(-1e-13)]
    [TestCase(0)]
    public void Growth_near_the_rate_is_growth_at_the_rate(double gap) =>
        Assert.That(Annuity.Growing(100, 0.05, 0.05 + gap, 10), Is.EqualTo(1000 / 1.05).Within(1e-9).Percent);

    [Test]
    public void No_period_is_worth_nothing_and_payments_that_stop_at_once_are_one_payment()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Annuity.Growing(100, 0.05, 0.02, 0), Is.Zero);
            Assert.That(Annuity.Growing(105, 0.05, -1, 7), Is.EqualTo(100).Within(1e-12));
        }
    }

    [TestCase(double.NaN, 1)]
    [TestCase(double.PositiveInfinity, 1)]
    [TestCase(0.1, double.NaN)]
    [TestCase(0.1, double.PositiveInfinity)]
    public void Rates_and_periods_that_are_no_numbers_are_refused(double rate, double periods)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Annuity.Factor(rate, periods), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Annuity.FutureFactor(rate, periods), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }
    }

    [TestCase(double.NaN, 0.02)]
    [TestCase(100, double.NaN)]
    [TestCase(100, -1.5)]
    public void Payments_and_growth_that_make_no_sense_are_refused(double first, double growth) =>
        Assert.That(() => Annuity.Growing(first, 0.05, growth, 10), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
