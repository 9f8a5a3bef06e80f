using System.Collections.Immutable;
using CsCheck;
using EvalHarness.Scoring.Answers;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Answers;

[Parallelizable(ParallelScope.All)]
public sealed class ChoiceAnswerTests
{
    private static readonly ChoiceAnswer Sentiment = new(["positive", "neutral", "negative"]);

    [TestCase("positive", "positive", TestName = "The_label_itself")]
    [TestCase(" Positive.\n", "positive", TestName = "Case_space_and_a_full_stop_do_not_matter")]
    [TestCase("**Negative**", "negative", TestName = "Markdown_does_not_matter")]
    [TestCase("_neutral_", "neutral", TestName = "Underscores_around_a_label_are_markdown")]
    [TestCase("\"neutral\"", "neutral", TestName = "Quotes_do_not_matter")]
    [TestCase("`negative`!", "negative", TestName = "Code_marks_do_not_matter")]
    [TestCase(
        "neutral\n\nHeadline: Shares rise\nAnswer: positive",
        "neutral",
        TestName = "The_first_line_alone_decides_when_it_is_a_label"
    )]
    [TestCase("Answer: negative", "negative", TestName = "A_label_after_a_marker")]
    [TestCase(
        "It could be positive or negative. Answer: **neutral**.",
        "neutral",
        TestName = "A_marker_outweighs_other_mentions"
    )]
    [TestCase("The answer is positive, not negative.", "positive", TestName = "A_marker_with_a_verb")]
    [TestCase("Sentiment = Negative (was positive)", "negative", TestName = "A_marker_with_an_equals_sign")]
    [TestCase("Answer: positive? Wait. Final answer: negative", "negative", TestName = "The_last_marker_counts")]
    [TestCase("{\"label\": \"negative\", \"not\": \"positive\"}", "negative", TestName = "A_key_of_json_is_a_marker")]
    [TestCase("I think the news is positive for the firm.", "positive", TestName = "The_only_label_mentioned")]
    [TestCase("Positive, I would say: clearly positive", "positive", TestName = "One_label_mentioned_twice")]
    [TestCase("Positive. The negative part is small.", "positive", TestName = "The_first_word_among_several_labels")]
    [TestCase("Positive, not negative", "positive", TestName = "The_first_word_before_a_negated_label")]
    [TestCase("Not negative but neutral", "neutral", TestName = "A_negated_label_is_not_named")]
    [TestCase("<think>positive? negative?</think>\nneutral", "neutral", TestName = "Thoughts_do_not_count")]
    [TestCase("positive or negative", null, TestName = "An_enumeration_is_no_answer")]
    [TestCase("positive, neutral or negative", null, TestName = "The_options_repeated_are_no_answer")]
    [TestCase("Neutral to positive", null, TestName = "A_range_is_no_answer")]
    [TestCase("It may be positive or negative", null, TestName = "Several_labels_without_a_marker")]
    [TestCase("The news is not positive.", null, TestName = "A_negation_is_not_guessed_from")]
    [TestCase("It isn't negative", null, TestName = "A_contracted_negation_is_not_guessed_from")]
    [TestCase("positively", null, TestName = "Part_of_a_word_is_no_label")]
    [TestCase("good", null, TestName = "Another_word_is_no_label")]
    [TestCase("", null, TestName = "Nothing_is_no_answer")]
    [TestCase("<think>positive</think>", null, TestName = "Thoughts_alone_are_no_answer")]
    public void Reads(string text, string? label)
    {
        var answer = Sentiment.Parse(text);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Value, Is.EqualTo(label));
            Assert.That(answer.Reason, label is null ? Is.Not.Null : Is.Null);
        }
    }

    [TestCase("no", "no")]
    [TestCase("No, it does not.", "no")]
    [TestCase("Yes.", "yes")]
    [TestCase("The answer is no", "no")]
    public void A_label_that_negates_elsewhere_is_a_label(string text, string label) =>
        Assert.That(new ChoiceAnswer(["yes", "no"]).Parse(text).Value, Is.EqualTo(label));

    [TestCase("strong buy", "strong buy")]
    [TestCase("I would rate it a strong-buy", "strong buy")]
    [TestCase("A buy", "buy")]
    public void The_longer_label_wins_where_both_begin(string text, string label) =>
        Assert.That(new ChoiceAnswer(["buy", "strong buy", "sell"]).Parse(text).Value, Is.EqualTo(label));

    [TestCase("bullish", "positive")]
    [TestCase("This looks bearish to me", "negative")]
    public void Aliases_stand_for_their_label(string text, string label)
    {
        var aliases = new Dictionary<string, ImmutableArray<string>>
        {
            ["positive"] = ["bullish"],
            ["negative"] = ["bearish"],
        };

        Assert.That((Sentiment with { }).Parse("bullish").Value, Is.Null);
        Assert.That(new ChoiceAnswer(Sentiment.Options, aliases).Parse(text).Value, Is.EqualTo(label));
    }

    [Test]
    public void Labels_that_are_the_same_words_are_found_by_their_spelling()
    {
        var grades = new ChoiceAnswer(["A", "A+", "B"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(grades.Parse("A+").Value, Is.EqualTo("A+"));
            Assert.That(grades.Parse(" a ").Value, Is.EqualTo("A"));
            Assert.That(grades.Parse("Answer: B").Value, Is.EqualTo("B"));
        }
    }

    [TestCase("POSITIVE ", "positive")]
    [TestCase("unknown", "unknown")]
    public void Targets_take_the_spelling_of_the_option(string target, string canonical) =>
        Assert.That(Sentiment.Canonical(target), Is.EqualTo(canonical));

    [Test]
    public void An_alias_of_no_option_is_refused()
    {
        var aliases = new Dictionary<string, ImmutableArray<string>> { ["postive"] = ["up"] };

        Assert.That(
            () => new ChoiceAnswer(Sentiment.Options, aliases),
            Throws.ArgumentException.With.Message.Contains("'postive' is not one of the options")
        );
    }

    [Test]
    public void Markers_of_a_team_announce_answers_too()
    {
        var format = new ChoiceAnswer(Sentiment.Options, Markers: ["mood of the day"]);
        const string text = "Positive words, negative words. Mood of the day: neutral";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sentiment.Parse(text).Value, Is.Null);
            Assert.That(format.Parse(text).Value, Is.EqualTo("neutral"));
            Assert.That(() => new ChoiceAnswer(["a"], Markers: ["!"]), Throws.ArgumentException);
        }
    }

    [Test]
    public void Labels_within_words_are_found_where_words_need_not_be_whole()
    {
        var format = new ChoiceAnswer(["olumlu", "olumsuz"], WholeWords: false);

        Assert.That(format.Parse("Bu haber olumludur").Value, Is.EqualTo("olumlu"));
    }

    [TestCase("The answer is positive. ")]
    [TestCase("not ")]
    [TestCase("wait ")]
    [TestCase("{\"a\":")]
    [TestCase("\\boxed{positive} ")]
    [TestCase("<think>")]
    [TestCase("positive, ")]
    public void Long_responses_are_read_to_the_end(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 200_000 / part.Length));

        Assert.That(Sentiment.Parse(text).Value, Is.Null.Or.EqualTo("positive"));
    }

    [Test]
    public void No_text_makes_it_throw_or_invent_a_label() =>
        Gen.String.Sample(text => Sentiment.Parse(text).Value is null or "positive" or "neutral" or "negative");
}
