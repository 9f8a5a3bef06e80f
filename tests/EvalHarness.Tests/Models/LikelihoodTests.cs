using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Likelihoods;
using EvalHarness.Models.Providers;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class LikelihoodTests
{
    private static readonly LikelihoodQuestion Labels = new(["positive", "neutral", "negative"]);

    [Test]
    public async Task The_first_token_of_a_chat_tells_how_likely_an_answer_begins_as_an_option_does()
    {
        await using var server = new FaultServer(
            FirstToken(("positive", 0.5), (" positive", 0.1), ("Sure", 0.3), ("neg", 0.05))
        );

        var details = await AskAsync(server, Labels);

        var body = JsonDocument.Parse(server.Requests.Single().Body).RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(body.GetProperty("max_tokens").GetInt32(), Is.EqualTo(1));
            Assert.That(body.GetProperty("top_logprobs").GetInt32(), Is.EqualTo(20));
            Assert.That(details.Outcome, Is.EqualTo(Outcome.Answered));
            Assert.That(details.Likelihoods.Select(one => one.Choice), Is.EqualTo(Labels.Choices));
            Assert.That(details.Likelihoods[0].LogLikelihood, Is.EqualTo(Math.Log(0.6)).Within(1e-9));
            Assert.That(details.Likelihoods[2].LogLikelihood, Is.EqualTo(Math.Log(0.05)).Within(1e-9));
            Assert.That(details.Likelihoods[1].IsUpperBound, "no alternative begins with it");
            Assert.That(
                details.Likelihoods[1].LogLikelihood,
                Is.EqualTo(Math.Log(0.05)).Within(1e-9),
                "no likelier than the last that is listed, and no likelier than what they leave over"
            );
            Assert.That(details.Probabilities, Is.Empty, "one of them is but a bound");
        }
    }

    [Test]
    public async Task What_two_options_begin_with_is_no_answer_only_where_it_could_decide()
    {
        await using var harmless = new FaultServer(
            FirstToken(("positive", 0.6), ("negative", 0.2), ("neutral", 0.1), ("ne", 0.05))
        );
        await using var decisive = new FaultServer(
            FirstToken(("positive", 0.3), ("negative", 0.2), ("neutral", 0.1), ("ne", 0.35))
        );

        var told = await AskAsync(harmless, Labels);
        var open = await AskAsync(decisive, Labels);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.Likelihoods.Any(one => one.IsUpperBound), Is.False);
            Assert.That(told.Probabilities["positive"], Is.EqualTo(0.6 / 0.9).Within(1e-9));
            Assert.That(
                open.Likelihoods.Where(one => one.IsUpperBound).Select(one => one.Choice),
                Is.EqualTo(["neutral", "negative"])
            );
        }
    }

    [Test]
    public async Task A_server_without_logprobs_is_told_once_for_the_model()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));

        var failed = await Assert.ThrowsAsync<ModelException>(() => AskAsync(server, Labels));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed!.Reach, Is.EqualTo(FailureReach.Model));
            Assert.That(
                failed.Message,
                Does.EndWith("it lists no alternatives of the first token, so that no likelihood is known")
            );
            Assert.That(failed.Usage?.InputTokenCount, Is.EqualTo(20), "what it counted is billed all the same");
        }
    }

    [Test]
    public async Task Completions_that_repeat_the_prompt_tell_the_likelihood_of_whole_options()
    {
        await using var server = new FaultServer(FaultEcho.Of);

        var details = await AskAsync(
            server,
            new(["gut", "sehr schlecht"], " ", "Answer:"),
            LikelihoodWay.Completions,
            "Größe 😀:"
        );

        var request = server.Requests.Single();
        var body = JsonDocument.Parse(request.Body).RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Path, Is.EqualTo("/v1/completions"));
            Assert.That(
                body.GetProperty("prompt").EnumerateArray().Select(text => text.GetString()),
                Is.EqualTo([
                    "You label.\n\nGröße 😀: gut",
                    "You label.\n\nGröße 😀: sehr schlecht",
                    "Answer: gut",
                    "Answer: sehr schlecht",
                ])
            );
            Assert.That(body.GetProperty("echo").GetBoolean());
            Assert.That(
                details.Likelihoods,
                Is.EqualTo([
                        // A token is a word with the space before it, and its logarithm minus a tenth of its length.
                        new ChoiceLikelihood("gut", -0.4, 1, -0.4),
                        new ChoiceLikelihood("sehr schlecht", -0.5 - 0.9, 2, -0.5 - 0.9),
                    ])
                    .Using<ChoiceLikelihood>((a, b) => Near(a, b))
            );
            Assert.That(details.Probabilities.Values.Sum(), Is.EqualTo(1).Within(1e-12));
        }
    }

    [Test]
    public async Task A_server_that_ignores_echo_is_found_out()
    {
        await using var server = new FaultServer(
            FaultReply.Status(
                200,
                """{"choices":[{"index":0,"text":" fine","logprobs":{"tokens":[" fine"],"token_logprobs":[-1]}}],"usage":{"prompt_tokens":9,"completion_tokens":1}}"""
            )
        );

        var failed = await Assert.ThrowsAsync<ModelException>(() =>
            AskAsync(server, Labels, LikelihoodWay.Completions)
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed!.Message, Does.Contain("it does not repeat the prompt (echo)"));
            Assert.That(failed.Reach, Is.EqualTo(FailureReach.Model));
            Assert.That(failed.Usage?.InputTokenCount, Is.EqualTo(9));
        }
    }

    [Test]
    public async Task A_token_that_reaches_from_the_prompt_into_an_option_is_no_likelihood_of_it()
    {
        await using var server = new FaultServer(FaultEcho.Of);

        var failed = await Assert.ThrowsAsync<ModelException>(() =>
            AskAsync(server, new(["a", "b"]), LikelihoodWay.Completions, "Is it")
        );

        Assert.That(failed!.Message, Does.Contain("a token reaches from the prompt into an option"));
    }

    [Test]
    public async Task An_error_of_completions_keeps_its_status_and_its_code()
    {
        await using var server = new FaultServer(
            FaultReply.Status(429, """{"error":{"code":"insufficient_quota","message":"You paid nothing."}}""")
        );

        var failed = await Assert.ThrowsAsync<ModelException>(() =>
            AskAsync(server, Labels, LikelihoodWay.Completions)
        );

        Assert.That((failed!.Failure.Status, failed.Reach), Is.EqualTo((429, FailureReach.Model)));
    }

    private static int Near(ChoiceLikelihood a, ChoiceLikelihood b) =>
        a.Choice == b.Choice
        && Math.Abs(a.LogLikelihood - b.LogLikelihood) < 1e-9
        && Math.Abs(a.Unconditional!.Value - b.Unconditional!.Value) < 1e-9
        && a.Tokens == b.Tokens
            ? 0
            : 1;

    private static FaultReply FirstToken(params (string Token, double Probability)[] listed) =>
        FaultReply.Status(
            200,
            JsonSerializer.Serialize(
                new
                {
                    model = "m",
                    choices = new[]
                    {
                        new
                        {
                            message = new { role = "assistant", content = listed[0].Token },
                            finish_reason = "length",
                            logprobs = new
                            {
                                content = new[]
                                {
                                    new
                                    {
                                        token = listed[0].Token,
                                        logprob = Math.Log(listed[0].Probability),
                                        top_logprobs = listed.Select(one => new
                                        {
                                            token = one.Token,
                                            logprob = Math.Log(one.Probability),
                                        }),
                                    },
                                },
                            },
                        },
                    },
                    usage = new { prompt_tokens = 20, completion_tokens = 1 },
                }
            )
        );

    private static async Task<ResponseDetails> AskAsync(
        FaultServer server,
        LikelihoodQuestion question,
        LikelihoodWay way = LikelihoodWay.FirstToken,
        string text = "Is it good news?"
    )
    {
        var provider = new OpenAICompatible(server.Url, "m", LikelihoodBy: way);
        using var client = await provider.ConnectAsync(ModelSetup.Context(), CancellationToken.None);
        var request = ModelSetup.Request(text: text) with { Likelihood = question };
        return (await client.AskAsync(request)).FindDetails()!;
    }
}
