using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;
using NUnit.Framework;
using static EvalHarness.Llama.Tests.Asked;

namespace EvalHarness.Llama.Tests;

public sealed class LikelihoodTests
{
    private static readonly string Model = TinyModel.Write(NewPath("model"));

    [Test]
    public async Task The_likelihood_of_an_answer_is_the_product_of_its_tokens()
    {
        using var model = new Asked(new LlamaProvider(Named(Model)));
        var answer = await model.AskAsync("profit up", new Generation(MaxTokens: 8, Logprobs: 0));
        var tokens = answer.FindDetails()!.Tokens.Where(token => token.Token.Length > 0).ToArray();
        var told = await ScoreAsync(model, "zz", answer.Text, "a");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.Select(one => one.Choice), Is.EqualTo(["zz", answer.Text, "a"]));
            Assert.That(told[1].LogLikelihood, Is.EqualTo(tokens.Sum(token => token.LogProbability)), "to the bit");
            Assert.That(told[1].Tokens, Is.EqualTo(tokens.Length));
            Assert.That(told.Select(one => one.LogLikelihood), Is.All.LessThan(0));
            Assert.That(told.Select(one => one.Unconditional), Is.All.Null);
        }
    }

    [Test]
    public async Task Neither_the_other_choices_nor_their_order_change_a_bit()
    {
        using var model = new Asked(new LlamaProvider(Named(Model)));
        string[] choices = ["positive", "neutral", "negative", "the house"];
        var together = await ScoreAsync(model, choices);
        var reversed = await ScoreAsync(model, [.. choices.Reverse()]);
        var alone = new List<ChoiceLikelihood>();
        foreach (string choice in choices)
        {
            alone.AddRange(await ScoreAsync(model, choice));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(alone, Is.EqualTo(together));
            Assert.That(reversed.Reverse(), Is.EqualTo(together));
        }
    }

    [Test]
    public async Task After_a_bare_prompt_it_hangs_on_no_question()
    {
        using var model = new Asked(new LlamaProvider(Named(Model)));
        var first = await AfterAsync(model, "profit up", "Answer:", "positive", "no");
        var second = await AfterAsync(model, "a strike", "Answer:", "positive", "no");
        var bare = await model.AskAsync(
            Request("Answer:", system: null, likelihood: new LikelihoodQuestion(["positive", "no"]))
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Select(one => one.Unconditional), Is.EqualTo(second.Select(one => one.Unconditional)));
            Assert.That(
                first.Select(one => one.Unconditional),
                Is.EqualTo(bare.FindDetails()!.Likelihoods.Select(one => (double?)one.LogLikelihood)),
                "it is a user's turn by itself"
            );
            Assert.That(
                first.Select(one => one.LogLikelihood),
                Is.Not.EqualTo(second.Select(one => one.LogLikelihood))
            );
        }
    }

    [Test]
    public async Task It_is_counted_as_tokens_read_and_none_written()
    {
        using var model = new Asked(new LlamaProvider(Named(Model)));
        var answer = await model.AskAsync("profit up", new Generation(MaxTokens: 1));
        var response = await model.AskAsync(Request("profit up", likelihood: new LikelihoodQuestion(["abc", "de"])));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Usage!.InputTokenCount, Is.EqualTo(answer.Usage!.InputTokenCount + 5));
            Assert.That(response.Usage.OutputTokenCount, Is.Zero);
            Assert.That(response.FindDetails()!.Outcome, Is.EqualTo(Outcome.Answered));
            Assert.That(response.FindDetails()!.Probabilities.Values.Sum(), Is.EqualTo(1).Within(1e-12));
            Assert.That(new LlamaProvider(Named(Model)).Likelihood, Is.EqualTo(LikelihoodSupport.Whole));
        }
    }

    private static Task<ImmutableArray<ChoiceLikelihood>> ScoreAsync(Asked model, params string[] choices) =>
        AfterAsync(model, "profit up", null, choices);

    private static async Task<ImmutableArray<ChoiceLikelihood>> AfterAsync(
        Asked model,
        string question,
        string? barePrompt,
        params string[] choices
    )
    {
        var response = await model.AskAsync(
            Request(question, likelihood: new LikelihoodQuestion([.. choices], BarePrompt: barePrompt))
        );
        return response.FindDetails()!.Likelihoods;
    }
}
