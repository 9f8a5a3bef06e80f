using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Hosted;
using EvalHarness.Models;
using EvalHarness.Models.Batches;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Hosted;

[Parallelizable(ParallelScope.All)]
public sealed class OpenAIProviderTests
{
    private const string Key = "sk-very-secret-1234";
    private const string Prompt = "Is it good news?";

    [Test]
    public async Task Sends_the_prompt_and_every_setting_and_nothing_of_ours()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        using var client = await ConnectAsync(server);
        var extra = new Dictionary<string, JsonElement> { ["service_tier"] = JsonElement.Parse("\"flex\"") };
        var generation = new Generation(0.5, 8, 0.75, 7, ["END"], 5, JsonElement.Parse("\"json_object\""), extra);

        await client.AskAsync(ModelSetup.Request(text: Prompt, generation: generation));

        var request = server.Requests.Single();
        var body = JsonNode.Parse(request.Body)!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Path, Is.EqualTo("/v1/chat/completions"));
            Assert.That(request.Headers["Authorization"], Is.EqualTo("Bearer " + Key));
            Assert.That(
                body.Select(field => field.Key),
                Is.EquivalentTo([
                    "model",
                    "messages",
                    "temperature",
                    "top_p",
                    "max_completion_tokens",
                    "seed",
                    "stop",
                    "logprobs",
                    "top_logprobs",
                    "response_format",
                    "service_tier",
                ])
            );
            Assert.That(body["service_tier"]!.GetValue<string>(), Is.EqualTo("flex"));
            Assert.That(body["top_logprobs"]!.GetValue<int>(), Is.EqualTo(5));
            Assert.That(body["temperature"]!.GetValue<double>(), Is.EqualTo(0.5));
            Assert.That(body["messages"]![1]!["content"]!.ToJsonString(), Does.Contain(Prompt));
        }
    }

    [Test]
    public async Task Hands_its_requests_in_by_the_batch_with_key_organization_and_project()
    {
        await using var server = new BatchServer();
        var provider = new OpenAIProvider("gpt-4o", new Secret(Key), server.Url + "/v1", "org-1", "proj-1");
        using var client = await provider.ConnectAsync(ModelSetup.Context(), CancellationToken.None);
        var service = client.GetService<IBatchService>()!;
        var ticket = new BatchTicket("eh1", "run", 1, TimeProvider.System.GetUtcNow());
        var request = ModelSetup.Request(text: Prompt, generation: new Generation(MaxTokens: 8));

        string id = await service.SubmitAsync(
            ticket,
            [service.Write(ticket.CustomId(7), request.Prompt.ToMessages(), request.ToChatOptions())],
            CancellationToken.None
        );
        var state = await service.LookAsync(id, CancellationToken.None);
        var result = await service.ReadAsync(state, CancellationToken.None).SingleAsync();

        var line = server.Batches.Single().Lines.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)line["url"], Is.EqualTo("/v1/chat/completions"));
            Assert.That((int?)line["body"]!["max_completion_tokens"], Is.EqualTo(8));
            Assert.That(result.Chat?.Text, Is.EqualTo("positive"));
            Assert.That(ticket.Has(result.CustomId, out var key) && key == 7);
            foreach (var call in server.Requests)
            {
                Assert.That(call.Headers["Authorization"], Is.EqualTo("Bearer " + Key), call.Path);
                Assert.That(call.Headers["OpenAI-Organization"], Is.EqualTo("org-1"), call.Path);
                Assert.That(call.Headers["OpenAI-Project"], Is.EqualTo("proj-1"), call.Path);
            }
        }
    }

    [Test]
    public async Task Reads_text_usage_version_and_token_alternatives()
    {
        const string reply = """
            {"id":"c1","object":"chat.completion","created":1700000000,"model":"gpt-x-2024","system_fingerprint":"fp_7",
            "choices":[{"index":0,"finish_reason":"length","message":{"role":"assistant","content":"positive","refusal":null},
            "logprobs":{"content":[{"token":"pos","bytes":[112],"logprob":-0.5,"top_logprobs":[{"token":"pos","bytes":[112],"logprob":-0.5},{"token":"neg","bytes":[110],"logprob":-2.5}]}],"refusal":null}}],
            "usage":{"prompt_tokens":40,"completion_tokens":3,"total_tokens":43,"prompt_tokens_details":{"cached_tokens":32,"audio_tokens":0}}}
            """;
        await using var server = new FaultServer(FaultReply.Status(200, reply));
        using var client = await ConnectAsync(server);

        var response = await client.AskAsync(ModelSetup.Request());

        var details = response.FindDetails()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Text, Is.EqualTo("positive"));
            Assert.That(response.FinishReason, Is.EqualTo(ChatFinishReason.Length));
            Assert.That(response.Usage!.InputTokenCount, Is.EqualTo(40));
            Assert.That(response.Usage.CachedInputTokenCount, Is.EqualTo(32));
            Assert.That(response.Usage.OutputTokenCount, Is.EqualTo(3));
            Assert.That(details.ModelVersion, Is.EqualTo("gpt-x-2024 fp_7"));
            Assert.That(details.Tokens.Single().LogProbability, Is.EqualTo(-0.5).Within(1e-6));
            Assert.That(details.Tokens.Single().Alternatives[1].Token, Is.EqualTo("neg"));
        }
    }

    [TestCase("""{"role":"assistant","content":null,"refusal":"I cannot"}""", "stop", "I cannot", Outcome.Refused)]
    [TestCase("""{"role":"assistant","content":"So"}""", "content_filter", "So", Outcome.Filtered)]
    public async Task Refusals_and_filters_are_outcomes(string message, string finish, string text, Outcome expected)
    {
        await using var server = new FaultServer(
            FaultReply.Status(
                200,
                $$"""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"{{finish}}","message":{{message}}}]}"""
            )
        );
        using var client = await ConnectAsync(server);

        var response = await client.AskAsync(ModelSetup.Request());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Text, Is.EqualTo(text));
            Assert.That(response.FindDetails()!.Outcome, Is.EqualTo(expected));
        }
    }

    [Test]
    public async Task A_bad_request_by_the_content_filter_is_an_outcome()
    {
        await using var server = new FaultServer(FaultReply.Status(400, """{"error":{"code":"content_filter"}}"""));
        using var client = await ConnectAsync(server);

        Assert.That((await client.AskAsync(ModelSetup.Request())).FindDetails()!.Outcome, Is.EqualTo(Outcome.Filtered));
    }

    [TestCase(400, false)]
    [TestCase(401, false)]
    [TestCase(404, false)]
    [TestCase(408, true)]
    [TestCase(429, true)]
    [TestCase(500, true)]
    [TestCase(503, true)]
    public async Task A_status_is_asked_once_and_decides_on_another_attempt(int status, bool isTransient)
    {
        await using var server = new FaultServer(
            FaultReply.Status(
                status,
                $$$"""{"error":{"message":"{{{Prompt}}} {{{Key}}}","type":"some_error","code":"{{{Key}}}"}}""",
                "Retry-After: 7"
            )
        );
        var e = await FailAsync(server);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(e.IsTransient, Is.EqualTo(isTransient));
            Assert.That(e.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(7)));
            Assert.That(e.Message, Is.EqualTo($"model 'candidate' at {server.Url}/v1: status {status} (some_error)"));
            Assert.That(server.Requests, Has.Count.EqualTo(1));
        }
    }

    private static IEnumerable<TestCaseData> BrokenReplies()
    {
        yield return new TestCaseData(FaultReply.Silence(FaultEnding.Reset)).SetArgDisplayNames("reset");
        yield return new TestCaseData(FaultReply.Silence(FaultEnding.Close)).SetArgDisplayNames("closed");
        yield return new TestCaseData(FaultReply.Truncated()).SetArgDisplayNames("cut on the wire");
        yield return new TestCaseData(FaultReply.Truncated(FaultEnding.Reset)).SetArgDisplayNames("reset in the body");
        yield return new TestCaseData(FaultReply.CutJson()).SetArgDisplayNames("cut JSON");
        yield return new TestCaseData(FaultReply.Status(200, "")).SetArgDisplayNames("empty body");
        yield return new TestCaseData(FaultReply.Status(200, "<html>")).SetArgDisplayNames("HTML");
        yield return new TestCaseData(FaultReply.Status(200, "no", "Content-Encoding: gzip")).SetArgDisplayNames(
            "no gzip"
        );
    }

    [TestCaseSource(nameof(BrokenReplies))]
    public async Task A_reply_without_an_answer_is_transient(FaultReply reply)
    {
        await using var server = new FaultServer(reply);
        var e = await FailAsync(server);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(e.IsTransient, Is.True, e.ToString());
            Assert.That(e.Failure.Kind, Is.AnyOf("connection", "body"), e.ToString());
        }
    }

    [TestCase("{\"choices\":[]}")]
    [TestCase("{}")]
    [TestCase("[]")]
    public async Task What_will_read_the_same_way_again_is_not_asked_again(string reply)
    {
        await using var server = new FaultServer(FaultReply.Status(200, reply));
        var e = await FailAsync(server);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(e.IsTransient, Is.False);
            Assert.That(e.Failure.Kind, Is.EqualTo("body"));
        }
    }

    [Test]
    public async Task A_finish_reason_that_nobody_knows_loses_no_answer()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive", "odd_reason"));
        using var client = await ConnectAsync(server);

        var response = await client.AskAsync(ModelSetup.Request());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Text, Is.EqualTo("positive"));
            Assert.That(response.FinishReason, Is.EqualTo(new ChatFinishReason("odd_reason")));
        }
    }

    [Test]
    public async Task Cancelling_a_hanging_call_ends_it_as_cancelled()
    {
        await using var server = new FaultServer(FaultReply.Silence(FaultEnding.Hang));
        using var client = await ConnectAsync(server);
        using var cancelled = new CancellationTokenSource();
        var asking = client.AskAsync(ModelSetup.Request(), cancelled.Token);
        await cancelled.CancelAsync();

        Assert.That(async () => await asking, Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase("")]
    [TestCase("sk-\nx")]
    public void A_key_that_no_header_can_hold_is_a_fault_that_does_not_show_it(string key) =>
        Assert.That(
            async () => await new OpenAIProvider("m", new Secret(key)).ConnectAsync(ModelSetup.Context(), default),
            Throws.TypeOf<DocumentException>().With.Message.StartsWith("suite.yaml:3:5: model 'candidate' has a value")
        );

    [Test]
    public async Task Fingerprint_names_service_and_model_and_record_text_hides_the_key()
    {
        var provider = new OpenAIProvider("gpt-x", new Secret(Key));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await provider.FingerprintAsync(ModelSetup.Context(), CancellationToken.None),
                Is.EqualTo("openai https://api.openai.com/v1 model=gpt-x")
            );
            Assert.That(provider.ToString(), Does.Not.Contain(Key));
        }
    }

    private static ValueTask<IChatClient> ConnectAsync(FaultServer server) =>
        new OpenAIProvider("m", new Secret(Key + "\n"), server.Url + "/v1").ConnectAsync(
            ModelSetup.Context(),
            CancellationToken.None
        );

    private static async Task<ModelException> FailAsync(FaultServer server)
    {
        using var client = await ConnectAsync(server);
        ModelException? failure = null;
        try
        {
            await client.AskAsync(ModelSetup.Request(text: Prompt));
        }
        catch (ModelException e)
        {
            failure = e;
        }

        Assert.That(failure, Is.Not.Null);
        Assert.That(failure!.ToString(), Does.Not.Contain(Key).And.Not.Contain(Prompt));
        return failure;
    }
}
