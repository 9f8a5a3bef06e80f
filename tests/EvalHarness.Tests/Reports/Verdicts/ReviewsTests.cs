using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Specs;
using EvalHarness.Reports.Verdicts;
using EvalHarness.Tests.Decisions;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Verdicts;

public sealed class ReviewsTests
{
    [Test]
    public void An_option_that_pays_is_given_up_where_its_break_evens_are()
    {
        // 100,000 answers a month, ten points more right, two dollars between right and wrong.
        var reviews = Of(Examples.Plain(new OptionSpec("custom", 0.9) { Oneoff = 50_000 }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reviews.IsAhead, Is.True);
            Assert.That(
                reviews.Criteria,
                Has.Some.Match("^fewer than .* answers a month are asked for \\(100k assumed\\)$")
            );
            Assert.That(
                reviews.Criteria,
                Has.Some.Match("^fewer than 80\\.\\d % of its answers are right \\(90\\.0 % assumed\\)$")
            );
            Assert.That(
                reviews.Criteria,
                Has.Some.Match("^building it comes to more than .* \\(\\$50,000 assumed\\)$")
            );
        }
    }

    [Test]
    public void An_option_that_does_not_pay_is_taken_up_beyond_its_break_evens()
    {
        var reviews = Of(Examples.Plain(new OptionSpec("custom", 0.81) { Oneoff = 1_000_000 }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reviews.IsAhead, Is.False);
            Assert.That(
                reviews.Criteria,
                Has.Some.StartsWith("more than ").And.Some.StartsWith("building it comes to less than")
            );
        }
    }

    [Test]
    public void A_criterion_is_where_the_engine_itself_turns()
    {
        var spec = Examples.Worked("example-S3");
        var account = DecisionAccount.Of(new DecisionCase(spec));
        string rule = new Reviews(account).Criteria.Single(one =>
            one.Contains("answers are right", StringComparison.Ordinal)
        );
        Assert.That(rule, Does.StartWith("fewer than 81.5 %"), "the reference breaks even at 81.5 %");
    }

    [Test]
    public void The_next_look_is_a_quarter_away_at_most_and_at_launch_where_one_is_due()
    {
        var spec = Examples.Plain(new OptionSpec("custom", 0.9) { LeadMonths = 2 }) with
        {
            PriceDate = new DateOnly(2026, 1, 31),
        };
        Assert.That(
            Of(spec).Next,
            Is.EqualTo(
                "When custom goes live, by 31 Mar 2026, and at the latest by 30 Apr 2026: by then prices and general models have moved for a quarter."
            )
        );
    }

    [Test]
    public void A_launch_after_the_quarter_is_said_after_it()
    {
        var spec = Examples.Plain(new OptionSpec("custom", 0.9) { LeadMonths = 5 }) with
        {
            PriceDate = new DateOnly(2026, 1, 1),
        };
        Assert.That(
            Of(spec).Next,
            Does.StartWith("At the latest by 1 Apr 2026").And.EndsWith("; then when custom goes live, by 1 Jun 2026.")
        );
    }

    [Test]
    public void Nothing_beside_the_incumbent_leaves_only_the_quarter()
    {
        var reviews = Of(Examples.Plain());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reviews.Criteria, Is.Empty);
            Assert.That(reviews.Next, Does.StartWith("At the latest after 3 months"));
        }
    }

    private static Reviews Of(DecisionSpec spec) => new(DecisionAccount.Of(new DecisionCase(spec)));
}
