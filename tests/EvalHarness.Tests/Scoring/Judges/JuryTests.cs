using CsCheck;
using EvalHarness.Scoring.Judges;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Judges;

public sealed class JuryTests
{
    private static readonly IJudgeQuestion Quality = new Rubric(
        "Judge.",
        new Dictionary<string, double>
        {
            ["good"] = 1,
            ["fair"] = 0.5,
            ["poor"] = 0,
        }
    );

    [TestCase("good good poor", 1, "good")]
    [TestCase("good poor", 0.5, "")]
    [TestCase("good fair poor", 0.5, "")]
    [TestCase("good good fair fair poor", 0.75, "")]
    [TestCase("poor", 0, "poor")]
    public void A_majority_is_the_grade_that_most_gave_and_of_grades_given_as_often_the_mean(
        string given,
        double score,
        string grade
    )
    {
        var joined = Quality.Join(Verdicts(given), Jury.Majority);

        Assert.That((joined.Score, joined.Grade), Is.EqualTo((score, grade)));
    }

    [Test]
    public void The_mean_is_that_of_all_verdicts() =>
        Gen.Int[0, 2]
            .Select(grade => new[] { "good", "fair", "poor" }[grade])
            .Array[1, 9]
            .Sample(grades =>
            {
                double score = Quality.Join(Verdicts(string.Join(' ', grades)), Jury.Mean).Score;

                return Math.Abs(score - grades.Average(grade => Quality.Scores[grade])) < 1e-12;
            });

    [Test]
    public void The_numbers_of_a_scale_score_evenly_from_worst_to_best()
    {
        IJudgeQuestion up = new Rubric("Judge.", Scale: [1, 5]);
        IJudgeQuestion down = new Rubric("Judge.", Scale: [10, 0]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(up.Scores, Is.EquivalentTo(Scored([("1", 0), ("2", 0.25), ("3", 0.5), ("4", 0.75), ("5", 1)])));
            Assert.That(up.Form, Does.Contain("one of 1, 2, 3, 4, 5"));
            Assert.That(up.Read("Verdict: 4")?.Score, Is.EqualTo(0.75));
            Assert.That(up.Read("Verdict: 6"), Is.Null);
            Assert.That(up.Read("Verdict: 4/5"), Is.Null);
            Assert.That(down.Read("Verdict: 10")?.Score, Is.Zero);
            Assert.That(down.Form, Does.Contain("one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"));
        }
    }

    [TestCase(1, 1)]
    [TestCase(0, 101)]
    [TestCase(-1, 5)]
    public void A_scale_without_steps_or_with_too_many_is_refused(int worst, int best) =>
        Assert.That(() => new Rubric("Judge.", Scale: [worst, best]), Throws.ArgumentException);

    [Test]
    public void Grades_and_a_scale_are_one_too_many_and_neither_too_few()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new Rubric("Judge."), Throws.ArgumentException);
            Assert.That(
                () => new Rubric("Judge.", Quality.Scores, [1, 5]),
                Throws.ArgumentException.With.Message.Contains("either grades or 'scale'")
            );
        }
    }

    private static Dictionary<string, double> Scored((string Grade, double Score)[] all) =>
        all.ToDictionary(one => one.Grade, one => one.Score);

    private static List<JudgeVerdict> Verdicts(string grades) =>
        [.. grades.Split(' ').Select(grade => Quality.Read($"Verdict: {grade}")!)];
}
