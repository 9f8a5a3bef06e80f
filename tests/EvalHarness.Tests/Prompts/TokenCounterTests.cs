using EvalHarness.Core;
using EvalHarness.Prompts;
using NUnit.Framework;

namespace EvalHarness.Tests.Prompts;

[Parallelizable(ParallelScope.All)]
public sealed class TokenCounterTests
{
    private const string Text = "Kongsvik Sparebank falls 8% in Oslo after losses on salmon loans";

    [TestCase("gpt-4o-2024-08-06", true)]
    [TestCase("openai/gpt-4.1-mini", true)]
    [TestCase("ft:gpt-4o-mini:team", true)]
    [TestCase("gpt-3.5-turbo", true)]
    [TestCase("o3", true)]
    [TestCase("olmo", false)]
    [TestCase("gpt-40", false)]
    [TestCase("meta-llama/Llama-3.1-8B-Instruct", false)]
    [TestCase(null, false)]
    public void Tokens_are_counted_where_the_tokenizer_is_known(string? model, bool isExact) =>
        Assert.That(TokenCounter.For(model).IsExact, Is.EqualTo(isExact));

    [Test]
    public void A_known_tokenizer_counts_as_its_vendor_does()
    {
        // tiktoken's own example: cl100k_base and o200k_base both give 6 tokens.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TokenCounter.For("gpt-4").Count("tiktoken is great!"), Is.EqualTo(TokenEstimate.Exactly(6)));
            Assert.That(TokenCounter.For("gpt-4o").Count("tiktoken is great!"), Is.EqualTo(TokenEstimate.Exactly(6)));
        }
    }

    [Test]
    public void An_estimate_holds_the_count_of_a_known_tokenizer()
    {
        double counted = TokenCounter.For("gpt-4o").Count(Text).Mean;
        var estimate = TokenCounter.For(null).Count(Text);

        Assert.That(counted, Is.InRange(estimate.Low, estimate.High));
    }

    [Test]
    public void A_prompt_counts_its_turns_and_their_frames()
    {
        var counter = TokenCounter.For("gpt-4o");
        var prompt = new Prompt([new Turn(Role.System, Text), new Turn(Role.User, Text)], "");

        Assert.That(counter.Count(prompt).Mean, Is.EqualTo((2 * counter.Count(Text).Mean) + 11));
    }

    [Test]
    public void Nothing_is_no_token() => Assert.That(TokenCounter.For(null).Count("").High, Is.Zero);
}
