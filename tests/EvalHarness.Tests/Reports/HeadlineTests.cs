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
            Assert.That(
                headline.Answer,
                Is.EqualTo("The custom model is right more often than the general one, by 12.0 points.")
            );
            Assert.That(
                headline.Number.ToString(),
                Is.EqualTo(
                    "The custom model is own: right on 80.0 % of 250 samples (74.0 to 86.0). The general one is big: right on "
                        + "68.0 % (60.0 to 76.0). The lead of +12.0 points (5.0 to 19.0) is far more than noise."
                )
            );
            Assert.That(headline.Undecided, Is.Empty);
        }
    }

    [TestCase(PairVerdict.Better, "The custom model is right more often than the general one, by 12.0 points.")]
    [TestCase(
        PairVerdict.Equivalent,
        "The custom model does no better and no worse than the general one, within 2.0 points."
    )]
    [TestCase(PairVerdict.Undecided, "Whether the custom model is better than the general one is still open.")]
    [TestCase(PairVerdict.NotComparable, "The custom model and the general one cannot be compared.")]
    public void Each_verdict_has_its_sentence(PairVerdict verdict, string expected) =>
        Assert.That(Of(Won with { Verdict = verdict }).Answer, Is.EqualTo(expected));

    [Test]
    public void A_loss_is_told_from_the_side_of_the_model_that_is_ahead()
    {
        var lost = Won with { Verdict = PairVerdict.Worse, Difference = Estimate(-0.12, -0.19, -0.05) };
        Assert.That(
            Of(lost).Answer,
            Is.EqualTo(
                "The general model is right more often than the custom one, by 12.0 points, and no custom model does better."
            )
        );
    }

    [TestCase(0.80, 0.74, 0.86, 0.38, 0.33, 0.43, "about twice as often")]
    [TestCase(0.90, 0.88, 0.92, 0.38, 0.34, 0.42, "more than twice as often")]
    [TestCase(0.90, 0.88, 0.92, 0.20, 0.17, 0.24, "more than three times as often")]
    [TestCase(0.80, 0.70, 0.90, 0.40, 0.25, 0.55, null)]
    [TestCase(0.80, 0.74, 0.86, 0.68, 0.60, 0.76, null)]
    [TestCase(0.05, 0.00, 0.10, 0.02, 0.00, 0.06, null)]
    public void Times_as_often_is_said_only_where_the_intervals_bear_it(
        double more,
        double moreLow,
        double moreHigh,
        double less,
        double lessLow,
        double lessHigh,
        string? expected
    )
    {
        var metric = new MetricComparison("accuracy", true, true, "b", [], [], []);
        var (a, b) = (
            new LeaderboardRow(1, "a", Estimate(more, moreLow, moreHigh)),
            new LeaderboardRow(2, "b", Estimate(less, lessLow, lessHigh))
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ratio.Word(metric, a, b), Is.EqualTo(expected));
            Assert.That(Ratio.Word(metric with { Metric = "macro_f1" }, a, b), Is.Null, "no ratio of F1");
            Assert.That(Ratio.Word(metric with { Metric = "mcc" }, a, b), Is.Null, "no ratio of MCC");
        }
    }

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
                Of(open).Undecided.Select(passage => passage.ToString()),
                Is.EqualTo(
                    new[]
                    {
                        "Is the general model (big) as good? It is 3.0 points (\u22122.0 to 8.0) behind: too close to call. About 610 more samples would settle it.",
                    }
                )
            );
            Assert.That(Of(open).Slots[0].Text.ToString(), Does.Contain("610 more samples"));
            Assert.That(
                Of(open with { SamplesNeeded = null }).Undecided[0].ToString(),
                Does.EndWith("would settle a difference this small.")
            );
        }
    }

    [Test]
    public void The_three_places_beside_the_answer_say_so_where_they_have_nothing_to_say()
    {
        var slots = Of(Won).Slots;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                slots.Select(slot => slot.Title),
                Is.EqualTo(new[] { "Still open", "A low bar?", "For nothing" })
            );
            Assert.That(slots[0].Text.ToString(), Is.EqualTo("Nothing; every other model is decided against own."));
            Assert.That(slots[1].Text.ToString(), Does.StartWith("Nothing simple was asked beside big"));
            Assert.That(slots[2].Text.ToString(), Does.Contain("the cost of own and big is unknown"));
        }
    }

    [Test]
    public void A_free_model_that_does_as_well_stands_in_the_headline_and_a_worse_one_beside_it()
    {
        var tied = Won with
        {
            Against = "rules",
            Verdict = PairVerdict.Equivalent,
            Difference = Estimate(0.002, -0.01, 0.014),
        };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                WithRules(tied).Answer,
                Is.EqualTo(
                    "The custom model is right more often than the general one, by 12.0 points, but the rules do as well for nothing."
                )
            );
            Assert.That(
                WithRules(tied with { Verdict = PairVerdict.Undecided }).Answer,
                Does.EndWith("; whether the rules do as well for nothing is still open.")
            );
            var behind = WithRules(tied with { Verdict = PairVerdict.Better, Difference = Estimate(0.3, 0.2, 0.4) });
            Assert.That(behind.Answer, Does.Not.Contain("rules"));
            Assert.That(
                behind.Slots[2].Text.ToString(),
                Is.EqualTo("The rules (rules) cost nothing for an answer and are 30.0 points (20.0 to 40.0) behind.")
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
            Is.EqualTo(
                "The fine-tuned model is right more often than the general one, by 20.0 points; whether the custom model does as well for nothing is still open."
            )
        );
    }

    [Test]
    public void Several_tasks_are_counted_and_never_averaged()
    {
        var headline = Headline.Of(InventedRun.Of(Recipes.All["two-tasks"]).Comparison);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                headline.Answer,
                Does.Contain("is better than").And.Contain("of 3 tasks").Or.Contain("all 3 tasks")
            );
            Assert.That(headline.Facts[0].Value, Does.EndWith("of 3"));
        }
    }

    [Test]
    public void A_run_without_tasks_says_so() =>
        Assert.That(Headline.Of(new Comparison(Run, [])).Answer, Is.EqualTo("Nothing was measured."));

    private static RunHeader Run => new("r", "s", "q?", default) { Compare = new CompareSpec(MaxFailed: 0.1) };

    /// <summary>The won contest with a rule file beside it that costs nothing, paired with the candidate like that.</summary>
    private static Headline WithRules(PairedComparison pair)
    {
        var (metric, task) = Contested(Won, 0);
        var run = Run with { Models = [new ModelHeader("rules", "rules", ModelKind.Baseline, "", "")] };
        metric = metric with
        {
            Leaderboard = [.. metric.Leaderboard, new LeaderboardRow(3, "rules", Estimate(0.5, 0.4, 0.6))],
            Pairs = [Won, pair],
        };
        var rules = Model("rules", ModelKind.Baseline, 0) with { CostPer1000Usd = 0 };
        return Headline.Of(new Comparison(run, [task with { Models = [.. task.Models, rules], Metrics = [metric] }]));
    }

    private static Headline Of(PairedComparison pair, int failed = 0) =>
        Headline.Of(new Comparison(Run, [Contested(pair, failed).Task]));

    private static (MetricComparison Metric, TaskComparison Task) Contested(PairedComparison pair, int failed)
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
        )
        {
            Margin = 0.02,
        };
        var task = new TaskComparison(
            "t",
            250,
            1,
            null,
            250,
            [Model("own", ModelKind.Custom, failed), Model("big", ModelKind.General, 0)],
            [metric]
        );
        return (metric, task);
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
