using EvalHarness.Scoring.Judges;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Judges;

public sealed class VerdictsTests
{
    private static readonly string[] Grades = ["good", "fair", "poor"];

    [TestCase("It is complete.\nVerdict: good", "good")]
    [TestCase("**Verdict: Fair**", "fair")]
    [TestCase("Verdict: <poor>", "poor")]
    [TestCase("## Verdict\n\nVerdict: `good`.", "good")]
    [TestCase("- **Verdict:** good", "good")]
    [TestCase("verdict:good\n", "good")]
    [TestCase("Verdict: good\n\nTo sum up.\nVerdict: good", "good")]
    [TestCase("good", null)]
    [TestCase("I find it good.", null)]
    [TestCase("Verdict: good or fair", null)]
    [TestCase("Verdict: g", null)]
    [TestCase("Verdict: goodish", null)]
    [TestCase("Verdict: not good", null)]
    [TestCase("Verdict: good\nVerdict: poor", null)]
    [TestCase("Verdict: good\nVerdict: none of these", null)]
    [TestCase("Verdict:\ngood", null)]
    [TestCase("My verdict: good", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void A_verdict_is_found_in_the_form_that_was_asked_for_and_in_no_other(string? text, string? grade) =>
        Assert.That(Verdicts.Read(text, Grades), Is.EqualTo(grade));

    [Test]
    public void Grades_that_only_punctuation_tells_apart_are_refused() =>
        Assert.That(
            () => new Rubric("Judge.", new Dictionary<string, double> { ["good"] = 1, ["Good."] = 0 }),
            Throws.ArgumentException
        );

    [TestCase(-0.1)]
    [TestCase(1.1)]
    [TestCase(double.NaN)]
    public void A_score_outside_0_and_1_is_refused(double score) =>
        Assert.That(
            () => new Rubric("Judge.", new Dictionary<string, double> { ["good"] = score, ["poor"] = 0 }),
            Throws.ArgumentException
        );

    [Test]
    public void One_grade_is_no_choice() =>
        Assert.That(
            () => new Rubric("Judge.", new Dictionary<string, double> { ["good"] = 1 }),
            Throws.ArgumentException
        );
}
