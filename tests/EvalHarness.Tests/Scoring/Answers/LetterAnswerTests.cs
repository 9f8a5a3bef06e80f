using EvalHarness.Scoring.Answers;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Answers;

[Parallelizable(ParallelScope.All)]
public sealed class LetterAnswerTests
{
    [TestCase("B", "B")]
    [TestCase(" b.", "B")]
    [TestCase("(C)", "C")]
    [TestCase("**D**", "D")]
    [TestCase("B) because the limit is lower", "B")]
    [TestCase("C. The employee", "C")]
    [TestCase("A\nThe passage says so", "A")]
    [TestCase("Answer: B", "B")]
    [TestCase("The answer is (d).", "D")]
    [TestCase("The correct option is C, not A", "C")]
    [TestCase("Not A) and not B), so the answer is: **D**", "D")]
    [TestCase("So we get \\boxed{C}.", "C")]
    [TestCase("The rule points to (B).", "B")]
    [TestCase("<think>A? B?</think>B", "B")]
    [TestCase("A loss is likely", null)]
    [TestCase("Either (A) or (B)", null)]
    [TestCase("E", null)]
    [TestCase("The answer is a mystery", null)]
    [TestCase("", null)]
    public void Finds_the_letter(string text, string? letter) =>
        Assert.That(new LetterAnswer().Parse(text).Value, Is.EqualTo(letter));

    [Test]
    public void Labels_are_the_letters() => Assert.That(new LetterAnswer("ab").Labels, Is.EqualTo(["A", "B"]));

    [Test]
    public void Letters_must_differ() =>
        Assert.That(() => new LetterAnswer("AA"), Throws.ArgumentException.With.Message.Contains("distinct letters"));
}
