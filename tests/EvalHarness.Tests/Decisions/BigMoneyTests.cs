using EvalHarness.Decisions.Verdicts;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

/// <summary>Amounts as a finance officer writes them.</summary>
public sealed class BigMoneyTests
{
    [TestCase(0, "$0")]
    [TestCase(0.0003, "$0.0003")]
    [TestCase(0.156, "$0.16")]
    [TestCase(0.2, "$0.20")]
    [TestCase(0.05, "$0.05")]
    [TestCase(0.9999, "$1")]
    [TestCase(1.2, "$1.20")]
    [TestCase(-12.3, "\u2212$12.30")]
    [TestCase(12, "$12")]
    [TestCase(99.97, "$99.97")]
    [TestCase(99.999, "$100")]
    [TestCase(1234.4, "$1,234")]
    [TestCase(33_512, "$33,512")]
    [TestCase(1_200_000, "$1.2M")]
    public void Cents_stand_below_a_hundred(double amount, string text) =>
        Assert.That(BigMoney.Of(amount, "USD"), Is.EqualTo(text));

    [Test]
    public void Money_without_a_unit_never_has_one_decimal()
    {
        var random = new Random(18);
        double[] amounts = Enumerable
            .Range(0, 20_000)
            .Select(_ => Math.Pow(10, (random.NextDouble() * 9) - 5))
            .ToArray();
        var tenths = Enumerable.Range(-2000, 4000).Select(tenth => tenth / 10.0);
        Assert.That(amounts.Concat(tenths).Select(amount => BigMoney.Of(amount, "USD")), Has.None.Matches(@"\.\d$"));
    }

    [TestCase("2.5", "2.50")]
    [TestCase("2.55", "2.55")]
    [TestCase("0.075", "0.075")]
    [TestCase("10", "10")]
    [TestCase("", "")]
    public void Digits_with_one_decimal_get_the_second(string digits, string text) =>
        Assert.That(BigMoney.Cents(digits), Is.EqualTo(text));

    [TestCase(1.2, "1.2")]
    [TestCase(6_812_345, "6.81M")]
    public void A_count_is_no_money(double count, string text) => Assert.That(BigMoney.Count(count), Is.EqualTo(text));
}
