using System.Globalization;
using EvalHarness.Reports.Formats;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class QuantitiesTests
{
    [TestCase("0", "$0")]
    [TestCase("0.00000042", "$0.00000042")]
    [TestCase("0.0041", "$0.0041")]
    [TestCase("0.016", "$0.016")]
    [TestCase("0.00996", "$0.01")]
    [TestCase("0.2", "$0.20")]
    [TestCase("0.125", "$0.125")]
    [TestCase("0.9996", "$1.00")]
    [TestCase("1.2", "$1.20")]
    [TestCase("2.5", "$2.50")]
    [TestCase("20000000", "$20,000,000")]
    [TestCase("-1.5", "\u2212$1.50")]
    public void Money_has_the_decimals_that_its_size_bears(string usd, string expected) =>
        Assert.That(Quantities.Money(decimal.Parse(usd, CultureInfo.InvariantCulture)), Is.EqualTo(expected));

    [Test]
    public void Unknown_money_is_never_zero() => Assert.That(Quantities.Money(null), Is.EqualTo("unknown"));

    [TestCase(0.0002, "< 1 ms")]
    [TestCase(0.0412, "41 ms")]
    [TestCase(12.34, "12.3 s")]
    [TestCase(240, "4.0 min")]
    public void A_time_has_the_unit_that_suits_it(double seconds, string expected) =>
        Assert.That(Quantities.Time(TimeSpan.FromSeconds(seconds)), Is.EqualTo(expected));

    [TestCase(0.041, 0.066, "41 / 66 ms")]
    [TestCase(0.9, 3.2, "900 ms / 3.2 s")]
    [TestCase(0.0001, 0.0002, "< 1 ms")]
    public void Two_times_share_a_unit_where_they_can(double median, double p95, string expected) =>
        Assert.That(Quantities.Times(TimeSpan.FromSeconds(median), TimeSpan.FromSeconds(p95)), Is.EqualTo(expected));
}
