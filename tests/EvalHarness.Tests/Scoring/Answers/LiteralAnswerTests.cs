using EvalHarness.Scoring.Answers;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Answers;

/// <summary>Options looked for letter by letter, as published scripts do.</summary>
public sealed class LiteralAnswerTests
{
    [TestCase(LiteralPlace.Anywhere, "so Yes.", "Yes")]
    [TestCase(LiteralPlace.Whole, " Yes\n", "Yes")]
    [TestCase(LiteralPlace.Whole, "Yes.", "No", Description = "PIXIU's headlines: anything else is No")]
    [TestCase(LiteralPlace.FirstWord, "**Yes**, since it rose", "Yes")]
    [TestCase(LiteralPlace.FirstWord, "So Yes", "No")]
    [TestCase(LiteralPlace.Anywhere, "yes", "No", Description = "case matters here")]
    public void An_option_counts_where_it_must_stand_and_all_else_is_otherwise(
        LiteralPlace where,
        string said,
        string answer
    ) =>
        Assert.That(
            new LiteralAnswer(["Yes"], where, Otherwise: "No", MatchCase: true).Parse(said).Value,
            Is.EqualTo(answer)
        );

    [Test]
    public void Without_a_label_for_the_rest_a_response_without_an_option_is_unparsable()
    {
        var answer = new LiteralAnswer(["up", "down"]).Parse("sideways");

        Assert.That((answer.Value, answer.Reason), Is.EqualTo(((string?)null, "no option stands in the response")));
    }

    [Test]
    public void Labels_are_the_options_and_the_label_of_the_rest()
    {
        var format = new LiteralAnswer(["positive", "negative"], Otherwise: "neutral");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(format.Labels, Is.EqualTo(["positive", "negative", "neutral"]));
            Assert.That(format.Canonical("Neutral "), Is.EqualTo("neutral"));
            Assert.That(() => new LiteralAnswer([]), Throws.ArgumentException);
        }
    }
}
