using EvalHarness.Scoring.Judges;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Judges;

public sealed class CriteriaTests
{
    private static readonly Criteria Two = new(
        new Dictionary<string, string> { ["complete"] = "Is all there?", ["short"] = "Is it short?" }
    );

    [TestCase("It is.\nVerdict complete: yes\nVerdict short: yes", 1)]
    [TestCase("Verdict short: no\nVerdict complete: yes", 0.5)]
    [TestCase("**Verdict complete: No**\n- Verdict short: `no`.", 0)]
    [TestCase("Verdict complete: yes\nVerdict short: no\nTo sum up:\nVerdict complete: yes", 0.5)]
    public void The_score_is_the_share_of_yes(string text, double score) =>
        Assert.That(Two.Read(text)?.Score, Is.EqualTo(score));

    [TestCase("Verdict complete: yes")]
    [TestCase("Verdict complete: yes\nVerdict short: maybe")]
    [TestCase("Verdict complete: yes\nVerdict complete: no\nVerdict short: yes")]
    [TestCase("Verdict complete: yes\nVerdict short: yes\nVerdict polite: yes")]
    [TestCase("complete: yes\nshort: yes")]
    [TestCase("Verdict: yes")]
    [TestCase("")]
    [TestCase(null)]
    public void What_does_not_answer_each_question_in_one_way_is_no_verdict(string? text) =>
        Assert.That(Two.Read(text), Is.Null);

    [Test]
    public void Weights_say_what_a_question_counts()
    {
        var weighted = Two with { Weights = new Dictionary<string, double> { ["complete"] = 3 } };

        Assert.That(weighted.Read("Verdict complete: yes\nVerdict short: no")?.Score, Is.EqualTo(0.75));
    }

    [TestCase(Jury.Mean, 2 / 3.0, 1 / 3.0)]
    [TestCase(Jury.Majority, 1, 0)]
    public void Several_judges_are_joined_question_by_question(Jury jury, double complete, double isShort)
    {
        JudgeVerdict[] verdicts =
        [
            Two.Read("Verdict complete: yes\nVerdict short: no")!,
            Two.Read("Verdict complete: yes\nVerdict short: yes")!,
            Two.Read("Verdict complete: no\nVerdict short: no")!,
        ];

        var joined = Two.Join(verdicts, jury);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(joined.Parts["complete"], Is.EqualTo(complete).Within(1e-15));
            Assert.That(joined.Parts["short"], Is.EqualTo(isShort).Within(1e-15));
            Assert.That(joined.Score, Is.EqualTo((complete + isShort) / 2).Within(1e-15));
        }
    }

    [Test]
    public void The_form_asks_for_what_is_read()
    {
        IJudgeQuestion asked = Two;
        string written = asked.Form.Replace("<yes or no>", "yes", StringComparison.Ordinal);

        Assert.That(Two.Read(written)?.Score, Is.EqualTo(1));
    }

    [Test]
    public void Names_that_only_punctuation_tells_apart_are_refused() =>
        Assert.That(
            () => new Criteria(new Dictionary<string, string> { ["short"] = "a?", ["Short."] = "b?" }),
            Throws.ArgumentException
        );

    [Test]
    public void A_weight_of_no_question_is_refused() =>
        Assert.That(
            () =>
                Two with { Weights = null } is { } two
                    ? new Criteria(two.Questions, new Dictionary<string, double> { ["polite"] = 1 })
                    : null,
            Throws.ArgumentException.With.Message.Contains("no question named 'polite'")
        );
}
