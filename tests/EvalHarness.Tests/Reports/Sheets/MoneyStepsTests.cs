using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Specs;
using EvalHarness.Reports.Sheets;
using EvalHarness.Tests.Decisions;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Sheets;

public sealed class MoneyStepsTests
{
    [TestCase("example-S1")]
    [TestCase("example-S3")]
    public void Steps_add_up_as_they_are_read(string id)
    {
        var steps = MoneySteps.Of(DecisionAccount.Of(new DecisionCase(Examples.Worked(id, 2000))));
        decimal told = Amount(steps[0].Amount);
        decimal sum = Amount(steps.Single(step => step.Kind == MoneyKind.Sum).Amount);
        decimal[] between =
        [
            .. steps.Where(step => step.Kind is MoneyKind.Gain or MoneyKind.Loss).Select(step => Amount(step.Amount)),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(between, Is.Not.Empty.And.None.EqualTo(0m));
            Assert.That(told + between.Sum(), Is.EqualTo(sum));
        }
    }

    [Test]
    public void What_changes_nothing_is_left_out()
    {
        // Nothing drifts, fails, waits or is staffed: the case as it is told is the case as it is.
        var spec = Examples.Plain(new OptionSpec("custom", 0.9) { Oneoff = 50_000 });
        var steps = MoneySteps.Of(DecisionAccount.Of(new DecisionCase(spec)));
        Assert.That(
            steps.Select(step => step.Kind),
            Is.EqualTo(new[] { MoneyKind.Told, MoneyKind.Gain, MoneyKind.Sum })
                .Or.EqualTo(new[] { MoneyKind.Told, MoneyKind.Sum })
        );
    }

    [Test]
    public void Nothing_beside_the_incumbent_has_no_steps() =>
        Assert.That(MoneySteps.Of(DecisionAccount.Of(new DecisionCase(Examples.Plain()))), Is.Empty);

    [TestCase(1719.2, "$1,719")]
    [TestCase(-0.3, "\u2212$0.30")]
    [TestCase(0, "$0")]
    [TestCase(-123_456, "\u2212$123k")]
    [TestCase(45_200_000, "$45.2M")]
    [TestCase(12.3, "$12.30")]
    public void An_amount_keeps_three_digits_of_the_largest(double amount, string text)
    {
        var unit = RoundedMoney.For([amount], "USD");
        Assert.That(unit.Text(unit.Round(amount)), Is.EqualTo(text));
    }

    private static decimal Amount(string text)
    {
        decimal size = decimal.Parse(
            string.Concat(text.Where(c => char.IsAsciiDigit(c) || c == '.')),
            System.Globalization.CultureInfo.InvariantCulture
        );
        return text.Contains('\u2212', StringComparison.Ordinal) ? -size : size;
    }
}
