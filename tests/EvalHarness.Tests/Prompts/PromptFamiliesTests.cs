using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Prompts;
using EvalHarness.Prompts.Families;
using EvalHarness.Scoring;
using EvalHarness.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Prompts;

/// <summary>Published families: their words as their papers have them, and their reading of answers.</summary>
public sealed class PromptFamiliesTests
{
    private static readonly Sample Row = new(
        "1",
        ImmutableDictionary<string, string>
            .Empty.Add("text", "Acme's profit rose.")
            .Add("headline", "Gold up.")
            .Add("target", "Acme")
            .Add("question", "Does the news headline talk about price going up")
            .Add("context", "| year | sales |"),
        ["positive"],
        default
    );

    /// <summary>Table 7 of arXiv:2303.17564, with the question of its table 18.</summary>
    [TestCase(BloombergGptTask.Sentiment, "Acme's profit rose.\nQuestion: what is the sentiment?\nAnswer:")]
    [TestCase(
        BloombergGptTask.TargetSentiment,
        "Acme's profit rose.\nQuestion: what is the sentiment on Acme?\nAnswer:"
    )]
    [TestCase(
        BloombergGptTask.Headline,
        "Acme's profit rose.\nQuestion: Does the news headline talk about price going up?\nAnswer:"
    )]
    [TestCase(BloombergGptTask.Entities, "Acme's profit rose.\nExtract named entity:")]
    [TestCase(
        BloombergGptTask.Question,
        "| year | sales |\nQuestion: Does the news headline talk about price going up?\nAnswer:"
    )]
    public void BloombergGpt_asks_in_the_words_of_its_paper(BloombergGptTask task, string asked) =>
        Assert.That(Rendered(new BloombergGpt(task)), Is.EqualTo(asked));

    [Test]
    public void FinGpt_asks_in_the_words_of_its_readme() =>
        Assert.That(
            Rendered(new FinGpt(FinGptTask.Sentiment, Text: "headline")),
            Is.EqualTo(
                "Instruction: What is the sentiment of this news? Please choose an answer from {negative/neutral/positive}.\nInput: Gold up.\nAnswer: "
            )
        );

    [Test]
    public void Pixiu_asks_in_the_words_of_its_paper_that_are_known() =>
        Assert.That(
            Rendered(new Pixiu(PixiuTask.Sentiment)),
            Is.EqualTo(
                "Analyze the sentiment of this statement extracted from a financial news article. Provide your answer as either negative, positive or neutral.\nAcme's profit rose."
            )
        );

    [TestCase("The outlook is positive.", "positive")]
    [TestCase("not positive but negative", "positive", Description = "positive is looked for first")]
    [TestCase("I cannot say.", "neutral", Description = "which inflates")]
    [TestCase("", "neutral")]
    public void FinGpt_reads_answers_as_its_script_does(string said, string? answer) =>
        Assert.That(Answer(new FinGpt(FinGptTask.Sentiment)).Parse(said).Value, Is.EqualTo(answer));

    [TestCase("neutral to positive", "positive", Description = "in the order of the instruction")]
    [TestCase("Positively NEGATIVE", "negative")]
    [TestCase("I cannot say.", null)]
    public void Pixiu_reads_answers_as_its_script_does(string said, string? answer) =>
        Assert.That(Answer(new Pixiu(PixiuTask.Sentiment)).Parse(said).Value, Is.EqualTo(answer));

    [Test]
    public void Strict_reading_stands_beside_the_published_one()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Answer(new FinGpt(FinGptTask.Sentiment, Parsing: FamilyParsing.Strict)).Parse("I cannot say.").Value,
                Is.Null
            );
            Assert.That(
                Answer(new Pixiu(PixiuTask.Sentiment, Parsing: FamilyParsing.Strict))
                    .Parse("neutral to positive")
                    .Value,
                Is.Null
            );
        }
    }

    [Test]
    public void Every_family_reads_answers_in_a_format_that_there_is_for_everything_that_it_asks()
    {
        IPromptFamily[] all =
        [
            .. Enum.GetValues<BloombergGptTask>().Select(task => new BloombergGpt(task)),
            .. Enum.GetValues<FinGptTask>().Select(task => new FinGpt(task)),
            .. Enum.GetValues<PixiuTask>().Select(task => new Pixiu(task)),
        ];
        using (Assert.EnterMultipleScope())
        {
            foreach (var family in all)
            {
                Assert.That(SuiteCatalog.With().Write(Answer(family)), Is.EqualTo(family.Answer), "canonical");
                Assert.That(family.Source, Is.Not.Empty);
            }
        }
    }

    private static string Rendered(IPromptFamily family) => PromptTemplate.Parse(family.Prompt, default).Render(Row);

    private static IAnswerFormat Answer(IPromptFamily family) => SuiteCatalog.With().Read<IAnswerFormat>(family.Answer);
}
