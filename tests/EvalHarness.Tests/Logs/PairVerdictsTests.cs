using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

public sealed class PairVerdictsTests
{
    private static readonly JudgeHeader Judge = new("better", "", ["first", "second"], 2, "v");
    private static readonly Pairwise Both = new(Pairwise.All);

    private readonly PairVerdicts verdicts = new();

    [Test]
    public void An_answer_s_score_is_the_mean_over_models_and_repeats_with_both_orders()
    {
        Says("first", 0, "a", "b", 1);
        Says("first", 0, "b", "a", 0);
        Says("first", 1, "a", "b", 1);
        Says("second", 0, "a", "b", 0);
        Says("second", 0, "b", "a", 0.5);

        using (Assert.EnterMultipleScope())
        {
            // 1 of the first model, 0.25 of the second; the repeat with one order says nothing.
            Assert.That(Score("a", "b"), Is.EqualTo(0.625));
            Assert.That(Score("b", "a"), Is.EqualTo(0.375));
        }
    }

    [Test]
    public void Equal_answers_tie_and_nothing_is_known_of_others()
    {
        Says("first", 0, "a", "b", 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Score("a", "a"), Is.EqualTo(0.5));
            Assert.That(Score("a", "b"), Is.Null, "one order");
            Assert.That(Score("a", "c"), Is.Null);
        }
    }

    [Test]
    public void With_one_order_a_pair_the_verdict_in_that_order_is_the_score()
    {
        var once = Both with { Swap = false };
        bool isFirst = once.Orders("s1", "a", "b").Single();
        var (before, after) = isFirst ? ("a", "b") : ("b", "a");
        Says("first", 0, before, after, 1);
        Says("first", 0, after, before, 1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(verdicts.Score(Judge, once, "t", "s1", before, after), Is.EqualTo(1));
            Assert.That(verdicts.Score(Judge, once, "t", "s1", after, before), Is.Zero);
        }
    }

    [Test]
    public void A_verdict_on_another_sample_or_of_another_judge_says_nothing()
    {
        Says("first", 0, "a", "b", 1);
        Says("first", 0, "b", "a", 0);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(verdicts.Score(Judge, Both, "t", "s2", "a", "b"), Is.Null);
            Assert.That(verdicts.Score(Judge, Both, "u", "s1", "a", "b"), Is.Null);
            Assert.That(verdicts.Score(Judge with { Name = "other" }, Both, "t", "s1", "a", "b"), Is.Null);
        }
    }

    private double? Score(string one, string other) => verdicts.Score(Judge, Both, "t", "s1", one, other);

    private void Says(string model, int epoch, string first, string second, double score) =>
        verdicts.Add(
            new Response("r", "t", "s1", model, epoch, "", Outcome.Answered)
            {
                Judging = new Judging("better", first, "v") { Against = second },
            },
            score
        );
}
