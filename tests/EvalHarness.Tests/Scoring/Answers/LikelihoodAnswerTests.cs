using EvalHarness.Scoring.Answers;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Answers;

public sealed class LikelihoodAnswerTests
{
    /// <summary>Four normalisations, four different answers: values worked out by hand.</summary>
    [TestCase(Normalisation.None, "no")]
    [TestCase(Normalisation.Characters, "unclear")]
    [TestCase(Normalisation.Bytes, "größer")]
    [TestCase(Normalisation.Tokens, "rise")]
    [TestCase(Normalisation.Unconditional, "größer")]
    public void The_likeliest_option_after_normalisation_is_the_answer(Normalisation by, string expected) =>
        Assert.That(
            new LikelihoodAnswer(["no", "unclear", "größer", "rise"], by)
                .Choose([
                    new("no", -2, 2, -2), // 1 a character, a byte and a token; 0 over the bare prompt
                    new("unclear", -3.5, 3, -3.5), // 0.5 a character, 0.5 a byte, 1.17 a token; 0
                    new("größer", -3.9, 2, -9), // 0.65 a character, 0.4875 a byte, 1.95 a token; 5.1
                    new("rise", -2.4, 3, -1), // 0.6 a character and a byte, 0.8 a token; -1.4
                ])
                .Value,
            Is.EqualTo(expected)
        );

    [Test]
    public void Two_options_equally_likely_are_no_answer() =>
        Assert.That(
            new LikelihoodAnswer(["a", "b"]).Choose([new("a", -1), new("b", -1)]),
            Is.EqualTo(EvalHarness.Scoring.Answer.None("two options equally likely"))
        );

    [Test]
    public void An_option_that_may_be_the_likeliest_but_is_not_told_exactly_is_no_answer() =>
        Assert.That(
            new LikelihoodAnswer(["a", "b"]).Choose([new("a", -3), new("b", -2.5, IsUpperBound: true)]).Reason,
            Is.EqualTo("the likeliest option is not among the alternatives told")
        );

    [Test]
    public void An_option_that_is_less_likely_whatever_it_is_does_not_stand_in_the_way() =>
        Assert.That(
            new LikelihoodAnswer(["a", "b"]).Choose([new("a", -1), new("b", -2.5, IsUpperBound: true)]).Value,
            Is.EqualTo("a")
        );

    [Test]
    public void An_option_without_a_likelihood_is_no_answer() =>
        Assert.That(
            new LikelihoodAnswer(["a", "b"]).Choose([new("a", -1)]).Reason,
            Is.EqualTo("an option without a likelihood")
        );

    [Test]
    public void Tokens_that_the_backend_does_not_count_normalise_nothing() =>
        Assert.That(
            new LikelihoodAnswer(["a", "b"], Normalisation.Tokens).Choose([new("a", -1), new("b", -2)]).Reason,
            Is.EqualTo("an option that cannot be normalised by tokens")
        );

    [TestCase("positive", "Positive")]
    [TestCase(" Negative\n", "Negative")]
    [TestCase("I think positive", null)]
    public void A_label_that_a_model_without_a_prompt_gives_is_taken_as_it_is(string text, string? expected) =>
        Assert.That(new LikelihoodAnswer(["Positive", "Negative"]).Parse(text).Value, Is.EqualTo(expected));

    [TestCase("one")]
    [TestCase("one", "one")]
    [TestCase("one", "")]
    public void Fewer_than_two_different_options_are_none(params string[] options) =>
        Assert.That(() => new LikelihoodAnswer([.. options]), Throws.ArgumentException);
}
