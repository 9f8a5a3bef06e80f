using EvalHarness.Reports.Formats;
using EvalHarness.Statistics.Intervals;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class ShowTests
{
    [TestCase(1234.5, 1, "1,234.5")]
    [TestCase(-0.9, 1, "\u22120.9")]
    [TestCase(-0.04, 1, "0.0", Description = "no minus sign before a zero")]
    [TestCase(0, 2, "0.00")]
    [TestCase(100 * (1 - 0.3375), 1, "66.3", Description = "66.24999999999999 in doubles, and 53 of 80")]
    public void A_number_has_groups_and_a_real_minus_sign(double value, int decimals, string expected) =>
        Assert.That(Show.Number(value, decimals), Is.EqualTo(expected));

    [TestCase(19.52, 1, "+19.5")]
    [TestCase(-3, 1, "\u22123.0")]
    [TestCase(0.01, 1, "0.0")]
    public void A_difference_shows_its_sign_unless_it_rounds_to_nothing(double value, int decimals, string expected) =>
        Assert.That(Show.Signed(value, decimals), Is.EqualTo(expected));

    [TestCase(0.738, 0.818, "78.1", "73.8 to 81.8")]
    [TestCase(0.7801, 0.7821, "78.12", "78.01 to 78.21")]
    public void A_share_has_one_decimal_where_its_interval_is_wider_than_a_point(
        double low,
        double high,
        string value,
        string range
    )
    {
        var estimate = new Estimate(0.78123, low, high, 0.95, 420, 60, "");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Show.Value(estimate, isShare: true), Is.EqualTo(value));
            Assert.That(Show.Range(estimate, isShare: true), Is.EqualTo(range));
        }
    }

    [TestCase(0.31, 0.52, "0.41")]
    [TestCase(12.0, 31.0, "0")]
    [TestCase(0.40990, 0.41001, "0.4100")]
    public void Another_number_has_as_many_decimals_as_its_interval_bears(double low, double high, string expected) =>
        Assert.That(Show.Value(new Estimate(0.41, low, high, 0.95, 9, 9, ""), isShare: false), Is.EqualTo(expected));

    [Test]
    public void What_is_undefined_is_a_dash_without_an_interval()
    {
        var none = Estimate.Undefined("no sample", 0.95, 0, 0, "");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Show.Value(none, isShare: true), Is.EqualTo("–"));
            Assert.That(Show.Difference(none, isShare: true), Is.EqualTo("–"));
            Assert.That(Show.Range(none, isShare: true), Is.Empty);
            Assert.That(Show.P(null), Is.EqualTo("–"));
        }
    }

    [TestCase(0.0000001, "< 0.001")]
    [TestCase(0, "< 0.001")]
    [TestCase(0.0123, "0.012")]
    [TestCase(0.35, "0.35")]
    [TestCase(1, "> 0.99")]
    public void A_p_value_is_never_zero_and_never_one(double p, string expected) =>
        Assert.That(Show.P(p), Is.EqualTo(expected));

    [TestCase(0, "0 %")]
    [TestCase(0.0001, "< 0.1 %")]
    [TestCase(0.1234, "12.3 %")]
    [TestCase(0.99999, "> 99.9 %")]
    [TestCase(1, "100 %")]
    public void Per_cent_is_nothing_or_everything_only_where_it_is_exactly_that(double share, string expected) =>
        Assert.That(Show.Percent(share), Is.EqualTo(expected));
}
