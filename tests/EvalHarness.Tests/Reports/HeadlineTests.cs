using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Reports.Headlines;
using EvalHarness.Statistics.Intervals;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class HeadlineTests
{
    private static readonly PairedComparison Won = new(
        "own",
        "big",
        Estimate(0.12, 0.05, 0.19),
        0.0004,
        0.0008,
        PairVerdict.Better
    )
    {
        OnlyFirstRight = 40,
        OnlySecondRight = 10,
    };

    [Test]
    public void A_win_is_told_with_its_difference_and_its_interval()
    {
        var headline = Of(Won);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(headline.Answer, Is.EqualTo("own beats big."));
            Assert.That(
                headline.Number,
                Is.EqualTo(
                    "own is right on 80.0 % of 250 samples (74.0 to 86.0); big on 68.0 % (60.0 to 76.0). The difference of "
                        + "+12.0 points (5.0 to 19.0) is more than noise (95 % interval, p < 0.001 after Holm’s correction)."
                )
            );
            Assert.That(headline.Undecided, Is.Empty);
        }
    }

    [TestCase(PairVerdict.Worse, "No custom model beats big; the best of them, own, falls short.")]
    [TestCase(PairVerdict.Equivalent, "own and big are equally good, within the margin that matters.")]
    [TestCase(PairVerdict.Undecided, "Whether own is better than big is not decided by these data.")]
    [TestCase(PairVerdict.NotComparable, "own and big cannot be compared.")]
    public void Each_verdict_has_its_sentence(PairVerdict verdict, string expected) =>
        Assert.That(Of(Won with { Verdict = verdict }).Answer, Is.EqualTo(expected));

    [Test]
    public void What_is_open_says_what_it_would_take()
    {
        var open = Won with
        {
            Verdict = PairVerdict.Undecided,
            Difference = Estimate(0.03, -0.02, 0.08),
            SamplesNeeded = 610,
        };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Of(open).Undecided,
                Is.EqualTo(
                    new[] { "own against big: +3.0 points (\u22122.0 to 8.0); about 610 more samples would settle it." }
                )
            );
            Assert.That(Of(open).Facts, Has.Some.EqualTo(new Fact("610 more", "samples to tell own from big")));
            Assert.That(
                Of(open with { SamplesNeeded = null }).Undecided[0],
                Does.EndWith("would settle a difference this small.")
            );
        }
    }

    [TestCase(0, "All 500 requests came back: no conclusion depends on failures.")]
    [TestCase(
        3,
        "3 of 500 requests failed or were not run; the conclusion stands even if all of them went the other way."
    )]
    [TestCase(24, "24 of 500 requests failed or were not run; they could change the conclusion.")]
    public void Failures_are_weighed_against_the_conclusion(int failed, string expected) =>
        Assert.That(Of(Won with { LeftOut = failed }, failed).Failures, Is.EqualTo(expected));

    [Test]
    public void Of_other_metrics_than_right_or_wrong_it_is_not_claimed_that_failures_cannot_matter() =>
        Assert.That(
            Of(Won with { LeftOut = 3, OnlyFirstRight = null }, 3).Failures,
            Does.EndWith("they could change the conclusion.")
        );

    [Test]
    public void An_unknown_cost_is_called_unknown() =>
        Assert.That(Of(Won).Facts, Has.Some.EqualTo(new Fact("unknown", "cost of own: no price given")));

    [Test]
    public void A_rival_that_is_not_ruled_out_is_named()
    {
        var headline = Headline.Of(InventedRun.Of(Recipes.All["headlines"]).Comparison);
        Assert.That(
            headline.Answer,
            Is.EqualTo("finance-lora beats every general model here; tfidf is not yet ruled out.")
        );
    }

    [Test]
    public void Several_tasks_are_counted_and_never_averaged()
    {
        var headline = Headline.Of(InventedRun.Of(Recipes.All["two-tasks"]).Comparison);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(headline.Answer, Does.StartWith("finance-lora beats general-4shot in "));
            Assert.That(headline.Facts[0].Value, Does.EndWith("of 3"));
        }
    }

    [Test]
    public void A_run_without_tasks_says_so() =>
        Assert.That(Headline.Of(new Comparison(Run, [])).Answer, Is.EqualTo("Nothing was measured."));

    private static RunHeader Run => new("r", "s", "q?", default) { Compare = new CompareSpec(MaxFailed: 0.1) };

    private static Headline Of(PairedComparison pair, int failed = 0)
    {
        var metric = new MetricComparison(
            "accuracy",
            true,
            true,
            "big",
            [
                new LeaderboardRow(1, "own", Estimate(0.8, 0.74, 0.86)),
                new LeaderboardRow(2, "big", Estimate(0.68, 0.6, 0.76)),
            ],
            [pair],
            []
        );
        var task = new TaskComparison(
            "t",
            250,
            1,
            null,
            250,
            [Model("own", ModelKind.Custom, failed), Model("big", ModelKind.General, 0)],
            [metric]
        );
        return Headline.Of(new Comparison(Run, [task]));
    }

    private static ModelSummary Model(string name, ModelKind kind, int failed) =>
        new(
            name,
            kind,
            "",
            "",
            0,
            Enum.GetValues<Outcome>()
                .ToImmutableSortedDictionary(
                    outcome => outcome,
                    outcome =>
                        outcome switch
                        {
                            Outcome.Answered => 250L - failed,
                            Outcome.Failed => failed,
                            _ => 0,
                        }
                ),
            new Completeness(250 - failed, failed, 0, 0, Run.Compare.MaxFailed)
        )
        {
            CostBasis = "no price given",
        };

    private static Estimate Estimate(double value, double low, double high) =>
        new(value, low, high, 0.95, 250, 250, "t");
}
