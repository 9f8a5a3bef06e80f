using EvalHarness.Core;
using EvalHarness.Models;
using NUnit.Framework;
using static EvalHarness.Llama.Tests.Asked;

namespace EvalHarness.Llama.Tests;

/// <summary>A model in this process, by the real llama.cpp on a tiny one.</summary>
public sealed class LlamaProviderTests
{
    private static readonly string Model = TinyModel.Write(NewPath("model"));
    private static readonly string Adapter = TinyModel.WriteAdapter(NewPath("adapter"));

    private static LlamaProvider Base => new(Named(Model));

    private static LlamaProvider Adapted(double scale = 1) => Base with { Adapters = [new(Named(Adapter), scale)] };

    [Test]
    public async Task An_answer_repeats_bit_for_bit_whatever_was_asked_before()
    {
        using var model = new Asked(Base);
        string alone = Told(await model.AskAsync("profit up"));
        await model.AskAsync("profit up and down");
        await model.AskAsync("another question altogether");
        string again = Told(await model.AskAsync("profit up"));

        Assert.That(again, Is.EqualTo(alone));
    }

    [Test]
    public async Task The_number_of_threads_changes_no_bit([Values(1, 2, 3)] int threads)
    {
        using var one = new Asked(Base with { Threads = 1 });
        using var several = new Asked(Base with { Threads = threads });
        Assert.That(Told(await several.AskAsync("profit up")), Is.EqualTo(Told(await one.AskAsync("profit up"))));
    }

    [Test]
    public async Task Questions_asked_at_once_are_answered_as_one_by_one()
    {
        using var model = new Asked(Base);
        using var adapted = new Asked(Adapted());
        string[] questions = ["profit up", "profit down", "a merger", "a strike"];
        var alone = new List<string>();
        foreach (string question in questions)
        {
            alone.Add(Told(await model.AskAsync(question)));
            alone.Add(Told(await adapted.AskAsync(question)));
        }

        var together = await Task.WhenAll(
            questions.SelectMany(question => new[] { model.AskAsync(question), adapted.AskAsync(question) })
        );
        Assert.That(together.Select(Told), Is.EqualTo(alone));
    }

    [Test]
    public async Task An_adapter_changes_the_answer_and_scale_0_is_the_model_without_it()
    {
        using var plain = new Asked(Base);
        using var adapted = new Asked(Adapted());
        using var silent = new Asked(Adapted(0));
        string without = Told(await plain.AskAsync("profit up"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Told(await adapted.AskAsync("profit up")), Is.Not.EqualTo(without));
            Assert.That(Told(await silent.AskAsync("profit up")), Is.EqualTo(without));
        }
    }

    [Test]
    public async Task Models_of_one_file_share_its_weights_and_mix_nothing()
    {
        string file = TinyModel.Write(NewPath("shared"), seed: 2);
        var provider = new LlamaProvider(Named(file));
        using (var plain = new Asked(provider))
        {
            string alone = Told(await plain.AskAsync("profit up"));
            using var adapted = new Asked(provider with { Adapters = [new(Named(Adapter))] });
            string other = Told(await adapted.AskAsync("profit up"));
            Assert.That(Weights.UsersOf(file), Is.EqualTo(2), "both hold the same weights");
            Assert.That(Told(await plain.AskAsync("profit up")), Is.EqualTo(alone));
            Assert.That(Told(await adapted.AskAsync("profit up")), Is.EqualTo(other));
        }

        Assert.That(Weights.UsersOf(file), Is.Zero, "the last one frees them");
    }

    [Test]
    public async Task Two_adapters_apply_together()
    {
        string second = TinyModel.WriteAdapter(NewPath("second"), seed: 8);
        using var one = new Asked(Adapted());
        using var both = new Asked(Base with { Adapters = [new(Named(Adapter)), new(Named(second))] });
        Assert.That(Told(await both.AskAsync("profit up")), Is.Not.EqualTo(Told(await one.AskAsync("profit up"))));
    }

    [Test]
    public async Task Prompt_and_answer_are_counted_and_timed()
    {
        using var model = new Asked(Base);
        var response = await model.AskAsync("ab", new Generation(MaxTokens: 4));
        var details = response.FindDetails()!;

        using (Assert.EnterMultipleScope())
        {
            // <|im_start|>system\nsay it<|im_end|>\n<|im_start|>user\nab<|im_end|>\n<|im_start|>assistant\n
            Assert.That(response.Usage!.InputTokenCount, Is.EqualTo((1 + 7 + 6 + 2) + (1 + 5 + 2 + 2) + (1 + 10)));
            Assert.That(response.Usage.OutputTokenCount, Is.EqualTo(4));
            Assert.That(details.FinishReason, Is.EqualTo("length"));
            Assert.That(
                details.Stream!.FirstToken,
                Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(details.Latency!.Value)
            );
            Assert.That(details.Tokens, Is.Empty, "no logprobs were asked for");
        }
    }

    [Test]
    public async Task The_token_that_ends_a_turn_ends_the_answer_and_is_counted()
    {
        using var model = new Asked(Base);
        var response = await Questions()
            .ToAsyncEnumerable()
            .Select(
                async (string question, CancellationToken _) =>
                    await model.AskAsync(question, new Generation(MaxTokens: 60, Logprobs: 1))
            )
            .FirstAsync(one => one.FindDetails()!.FinishReason == "stop");
        var details = response.FindDetails()!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Text, Does.Not.Contain("im_end"));
            Assert.That(response.Usage!.OutputTokenCount, Is.EqualTo(details.Tokens.Length).And.LessThan(60));
            Assert.That(details.Tokens[^1].Token, Is.Empty, "as llama-server writes it");
            Assert.That(string.Concat(details.Tokens.Select(token => token.Token)), Is.EqualTo(response.Text));
        }
    }

    [Test]
    public async Task A_stop_string_ends_the_answer_and_is_cut_out()
    {
        using var model = new Asked(Base);
        string whole = (await model.AskAsync("profit up", new Generation(MaxTokens: 10))).Text;
        string stop = whole.Substring(3, 2);
        var stopped = await model.AskAsync("profit up", new Generation(MaxTokens: 10, Stop: ["never", stop]));
        int first = whole.IndexOf(stop, StringComparison.Ordinal);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.Text, Is.EqualTo(whole[..first]));
            Assert.That(stopped.FindDetails()!.FinishReason, Is.EqualTo("stop"));
            Assert.That(stopped.Usage!.OutputTokenCount, Is.EqualTo(first + 2));
        }
    }

    [Test]
    public async Task Logprobs_are_those_of_the_whole_vocabulary_best_first()
    {
        using var model = new Asked(Base);
        var all = await model.AskAsync("profit up", new Generation(MaxTokens: 3, Logprobs: 20));
        var few = await model.AskAsync("profit up", new Generation(MaxTokens: 3, Logprobs: 2));
        var none = await model.AskAsync("profit up", new Generation(MaxTokens: 3, Logprobs: 0));

        using (Assert.EnterMultipleScope())
        {
            foreach (var token in all.FindDetails()!.Tokens)
            {
                Assert.That(token.Alternatives, Has.Length.EqualTo(20));
                Assert.That(
                    token.Alternatives[0].LogProbability,
                    Is.EqualTo(token.LogProbability),
                    "greedy takes the best"
                );
                Assert.That(token.Alternatives.Select(one => one.LogProbability), Is.Ordered.Descending);
                Assert.That(token.Alternatives.Sum(one => Math.Exp(one.LogProbability)), Is.InRange(0.2, 1));
            }

            Assert.That(few.FindDetails()!.Tokens.Select(token => token.Alternatives.Length), Is.All.EqualTo(2));
            Assert.That(none.FindDetails()!.Tokens.Select(token => token.Alternatives.Length), Is.All.EqualTo(0));
        }
    }

    [Test]
    public async Task A_seed_decides_what_is_drawn_to_its_last_bit()
    {
        using var model = new Asked(Base);
        async Task<string> Draw(long seed, string question = "profit up") =>
            (await model.AskAsync(question, new Generation(Temperature: 1.5, MaxTokens: 12, Seed: seed))).Text;
        string first = await Draw(7);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Draw(7), Is.EqualTo(first));
            Assert.That(await Draw(8), Is.Not.EqualTo(first));
            Assert.That(await Draw(7 + (1L << 40)), Is.Not.EqualTo(first), "a seed has 64 bits");
        }
    }

    [Test]
    public async Task Without_a_seed_the_suites_own_draws_and_repeats_are_other_draws()
    {
        using var model = new Asked(Base, seed: 5);
        using var other = new Asked(Base, seed: 6);
        var drawn = new Generation(Temperature: 1.5, MaxTokens: 12);
        string first = (await model.AskAsync("profit up", drawn)).Text;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await model.AskAsync("profit up", drawn)).Text, Is.EqualTo(first));
            Assert.That((await model.AskAsync("profit up", drawn, epoch: 1)).Text, Is.Not.EqualTo(first));
            Assert.That((await other.AskAsync("profit up", drawn)).Text, Is.Not.EqualTo(first));
        }
    }

    [Test]
    public async Task Only_the_likeliest_token_is_left_to_draw_where_top_k_is_1()
    {
        using var model = new Asked(Base);
        string greedy = (await model.AskAsync("profit up", new Generation(MaxTokens: 12))).Text;
        string drawn = (await model.AskAsync("profit up", new Generation(Temperature: 2, MaxTokens: 12, TopK: 1))).Text;
        Assert.That(drawn, Is.EqualTo(greedy));
    }

    [Test]
    public async Task A_chat_without_a_system_turn_gets_that_of_the_files_template()
    {
        using var model = new Asked(Base);
        string without = Told(await model.AskAsync("profit up", system: null));
        string same = Told(await model.AskAsync("profit up", system: "be kind"));
        Assert.That(without, Is.EqualTo(same));
    }

    [Test]
    public async Task A_prompt_beyond_the_context_fails_alone_and_says_by_how_much()
    {
        using var model = new Asked(Base);
        var failed = (await Assert.ThrowsAsync<ModelException>(() => model.AskAsync(new string('x', 600))))!;
        var next = await model.AskAsync("profit up");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                failed.Failure.Message,
                Does.Match("^model 'tiny': a prompt of 6[0-9][0-9] tokens, for which its context of 512 is too small: ")
            );
            Assert.That(failed.IsTransient, Is.False);
            Assert.That(failed.Reach, Is.EqualTo(FailureReach.Request));
            Assert.That(next.Text, Is.Not.Empty);
        }
    }

    [Test]
    public async Task An_answer_ends_where_the_context_does()
    {
        using var model = new Asked(Base);
        var answers = new List<string?>();
        foreach (string question in Questions().Take(3))
        {
            var response = await model.AskAsync(question + new string('x', 420), new Generation());
            answers.Add(response.FindDetails()!.FinishReason);
            Assert.That(
                response.Usage!.InputTokenCount + response.Usage.OutputTokenCount,
                Is.LessThanOrEqualTo(TinyModel.ContextSize)
            );
        }

        Assert.That(answers, Has.Some.EqualTo("length").Or.All.EqualTo("stop"));
    }

    [Test]
    public async Task A_call_that_is_given_up_ends_between_tokens_and_the_model_goes_on()
    {
        using var model = new Asked(Base);
        using var over = new CancellationTokenSource();
        var running = model.AskAsync(Request("profit up", new Generation(MaxTokens: 400)), over.Token);
        await over.CancelAsync();
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await model.AskAsync("profit up")).Text, Is.Not.Empty);
    }

    [Test]
    public async Task A_client_may_be_disposed_of_while_a_call_runs()
    {
        var model = new Asked(Base);
        var running = model.AskAsync("profit up", new Generation(MaxTokens: 200));
        model.Dispose();
        try
        {
            Assert.That((await running).Text, Is.Not.Empty);
        }
        catch (ObjectDisposedException)
        {
            // The call had not begun.
        }
    }

    private static IEnumerable<string> Questions() => Enumerable.Range(0, 200).Select(i => $"question {i}");
}
