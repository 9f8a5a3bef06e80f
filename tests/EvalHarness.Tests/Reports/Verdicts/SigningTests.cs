using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Specs;
using EvalHarness.Reports.Verdicts;
using EvalHarness.Tests.Decisions;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Verdicts;

public sealed class SigningTests
{
    private static readonly DecisionSpec Priced = Examples.Plain(new OptionSpec("custom", 0.9)) with
    {
        PriceDate = new DateOnly(2024, 10, 1),
        DiscountRate = new Quantity(0.1, date: new DateOnly(2024, 4, 1)),
    };

    [Test]
    public void Old_dates_are_said_before_signing_and_a_look_that_was_due_is_overdue()
    {
        var signing = Of(new DateOnly(2026, 12, 1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                signing.Before,
                Is.EqualTo(
                    new[]
                    {
                        "Prices are of 1 Oct 2024, 2 years before the run: renew them.",
                        "1 assumption is of 1 Apr 2024, more than a year before the run: renew or confirm them.",
                    }
                )
            );
            Assert.That(
                signing.Next,
                Does.StartWith("The prices should have been looked at again by 1 Jan 2025. At the latest by 1 Mar 2027")
            );
        }
    }

    [Test]
    public void Dates_within_a_year_of_the_run_are_not_spoken_of()
    {
        var signing = Of(new DateOnly(2024, 12, 1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(signing.Before, Is.Empty);
            Assert.That(signing.Next, Does.StartWith("At the latest by 1 Mar 2025"));
        }
    }

    [Test]
    public void Without_a_run_nothing_is_old() =>
        Assert.That(new Signing(DecisionAccount.Of(new DecisionCase(Priced))).Before, Is.Empty);

    private static Signing Of(DateOnly day) =>
        new(DecisionAccount.Of(new DecisionCase(Priced) { Run = new StampedRun("run", "") { Day = day } }));
}
