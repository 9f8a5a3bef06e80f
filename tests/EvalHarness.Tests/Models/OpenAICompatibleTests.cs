using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class OpenAICompatibleTests
{
    private const string Key = "sk-very-secret-1234";

    [TestCase("http://h", "http://h/v1/chat/completions")]
    [TestCase("http://h:8301/", "http://h:8301/v1/chat/completions")]
    [TestCase("http://h/v1", "http://h/v1/chat/completions")]
    [TestCase("https://h/openai/v1/", "https://h/openai/v1/chat/completions")]
    [TestCase("https://h/v1beta/openai/", "https://h/v1beta/openai/chat/completions")]
    [TestCase("https://h/llm", "https://h/llm/v1/chat/completions")]
    [TestCase("https://h/x/chat/completions?api-version=2", "https://h/x/chat/completions?api-version=2")]
    [TestCase("ftp://h", null)]
    [TestCase("localhost:8080", null)]
    [TestCase("llm", null)]
    public void Endpoint_is_taken_with_or_without_version(string endpoint, string? expected) =>
        Assert.That(OpenAICompatible.FindUrl(endpoint)?.AbsoluteUri, Is.EqualTo(expected));

    [Test]
    public async Task Sends_the_prompt_and_every_setting()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        using var client = await ConnectAsync(server, body: Fields("""{"lora":[{"id":1,"scale":0.5}]}"""));
        var generation = new Generation(
            0.1,
            8,
            0.95,
            7,
            ["\n"],
            5,
            Json("\"json_object\""),
            Fields("""{"min_p":0.05}""")
        );

        await client.AskAsync(ModelSetup.Request(text: "Grüße \"€\" \ud83d\ude80", generation: generation));

        var request = server.Requests.Single();
        Assert.That(
            JsonNode.DeepEquals(
                JsonNode.Parse(request.Body),
                JsonNode.Parse(
                    """
                    {"model":"m","messages":[{"role":"system","content":"You label."},{"role":"user","content":"Grüße \"€\" \ud83d\ude80"}],
                    "temperature":0.1,"top_p":0.95,"max_tokens":8,"seed":7,"stop":["\n"],"logprobs":true,"top_logprobs":5,
                    "response_format":{"type":"json_object"},"lora":[{"id":1,"scale":0.5}],"min_p":0.05}
                    """
                )
            ),
            request.Body
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Path, Is.EqualTo("/v1/chat/completions?token=" + Key));
            Assert.That(request.Headers["Authorization"], Is.EqualTo("Bearer " + Key));
            Assert.That(request.Headers["X-Team"], Is.EqualTo("research"));
            Assert.That(request.Headers["Content-Length"], Is.Not.Null);
        }
    }

    [Test]
    public async Task Task_fields_win_over_model_fields_and_both_over_settings()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        using var client = await ConnectAsync(server, body: Fields("""{"temperature":0.5,"top_k":1}"""));
        var generation = new Generation(0, Extra: Fields("""{"top_k":2}"""));

        await client.AskAsync(ModelSetup.Request(generation: generation));

        Assert.That(server.Requests.Single().Body, Does.EndWith("\"temperature\":0.5,\"top_k\":2}"));
    }

    [Test]
    public async Task A_json_schema_is_wrapped_as_servers_want_it()
    {
        await using var server = new FaultServer(FaultReply.Chat("{}"));
        using var client = await ConnectAsync(server);

        await client.AskAsync(ModelSetup.Request(generation: new(ResponseFormat: Json("""{"type":"object"}"""))));

        var format = JsonNode.Parse(server.Requests.Single().Body)!["response_format"]!;
        Assert.That(
            format.ToJsonString(),
            Is.EqualTo(
                """{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{"type":"object"}}}"""
            )
        );
    }

    [Test]
    public async Task Half_a_surrogate_pair_in_a_prompt_is_sent_as_a_replacement_character()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        using var client = await ConnectAsync(server);

        await client.AskAsync(ModelSetup.Request(text: "broken \ud83d emoji"));

        Assert.That(
            JsonNode.Parse(server.Requests.Single().Body)!["messages"]![1]!["content"]!.GetValue<string>(),
            Is.EqualTo("broken \ufffd emoji")
        );
    }

    [Test]
    public async Task Reads_text_usage_version_and_token_alternatives()
    {
        const string reply = """
            {"id":"c1","model":"gpt-x-2024","system_fingerprint":"fp_7","choices":[{"index":0,"finish_reason":"length",
            "message":{"role":"assistant","content":"positive","reasoning_content":"because"},
            "logprobs":{"content":[{"token":"pos","bytes":[1],"logprob":-0.1,"top_logprobs":[{"token":"pos","logprob":-0.1},{"token":"neg","logprob":null}]}]}}],
            "usage":{"prompt_tokens":40,"completion_tokens":3,"total_tokens":43,"prompt_tokens_details":{"cached_tokens":32}},"timings":{}}
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
            Assert.That(details.FinishReason, Is.EqualTo("length"));
            Assert.That(details.Outcome, Is.Null);
            Assert.That(details.Tokens.Single().Token, Is.EqualTo("pos"));
            Assert.That(
                details.Tokens.Single().Alternatives,
                Is.EqualTo([new TokenAlternative("pos", -0.1), new TokenAlternative("neg", -9999)])
            );
        }
    }

    [TestCase("""{"content":"Sorry","refusal":null},"finish_reason":"content_filter" """, "Sorry", Outcome.Filtered)]
    [TestCase("""{"content":null,"refusal":"I cannot"},"finish_reason":"stop" """, "I cannot", Outcome.Refused)]
    [TestCase("""{"content":null},"finish_reason":"stop" """, "", null)]
    [TestCase("""{"content":[{"type":"text","text":"a"},{"type":"x"}]},"finish_reason":"stop" """, "a", null)]
    public async Task Outcome_follows_the_reply(string message, string text, Outcome? expected)
    {
        await using var server = new FaultServer(
            FaultReply.Status(200, $$"""{"choices":[{"message":{{message}}}],"usage":null}""")
        );
        using var client = await ConnectAsync(server);

        var response = await client.AskAsync(ModelSetup.Request());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Text, Is.EqualTo(text));
            Assert.That(response.FindDetails()!.Outcome, Is.EqualTo(expected));
            Assert.That(response.Usage, Is.Null);
        }
    }

    [TestCase("""{"error":{"code":"content_filter","message":"secret prompt"}}""")]
    [TestCase("""{"error":{"code":"invalid_request","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""")]
    public async Task A_bad_request_by_the_content_filter_is_an_outcome(string body)
    {
        await using var server = new FaultServer(FaultReply.Status(400, body));
        using var client = await ConnectAsync(server);

        var response = await client.AskAsync(ModelSetup.Request());

        Assert.That(response.FindDetails()!.Outcome, Is.EqualTo(Outcome.Filtered));
    }

    [Test]
    public async Task A_gzip_reply_is_unpacked()
    {
        await using var server = new FaultServer(FaultReply.Gzip("positive"));
        using var client = await ConnectAsync(server);

        Assert.That((await client.AskAsync(ModelSetup.Request())).Text, Is.EqualTo("positive"));
    }

    [Test]
    public async Task Calls_share_one_pool_no_larger_than_allowed()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        using var client = await ConnectAsync(server, inFlight: 3);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => client.AskAsync(ModelSetup.Request())));

        Assert.That(server.Connections, Is.InRange(1, 3));
    }

    [Test]
    public async Task A_caller_that_wants_updates_gets_the_whole_answer_as_one()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        using var client = await ConnectAsync(server);

        var streamed = await client.GetStreamingResponseAsync("hello").ToChatResponseAsync();

        Assert.That(streamed.Text, Is.EqualTo("positive"));
    }

    [Test]
    public async Task Fingerprint_names_all_that_decides_the_answers_and_no_secret()
    {
        string plain = await FingerprintAsync(new OpenAICompatible("http://u:pw@h/v1", "m", new Secret(Key)));
        string lora = await FingerprintAsync(
            new OpenAICompatible("http://h", "m", Body: Fields($$"""{"lora":[{"id":1}],"key":"{{Key}}"}"""))
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plain, Is.EqualTo("openai-compatible http://h/v1/chat/completions model=m"));
            Assert.That(
                lora,
                Does.Match("^openai-compatible http://h/v1/chat/completions model=m body=key,lora:[0-9a-f]{16}$")
            );
        }
    }

    [TestCase("llm.example")]
    [TestCase("ftp://h/v1")]
    [TestCase("")]
    public void An_endpoint_that_is_no_address_is_refused_by_name(string endpoint) =>
        Assert.That(
            () => new OpenAICompatible(endpoint, "m"),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("Endpoint")
        );

    [TestCase("sk-\nsecret")]
    [TestCase("sk-sécret")]
    public void A_key_that_no_header_can_hold_is_a_fault_that_does_not_show_it(string key) =>
        Assert.That(
            async () =>
                await new OpenAICompatible("http://h", "m", new Secret(key)).ConnectAsync(
                    ModelSetup.Context(),
                    CancellationToken.None
                ),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.EqualTo(
                    "suite.yaml:3:5: model 'candidate' has a value for api_key with a line break or a character "
                        + "outside ASCII; expected plain ASCII"
                )
        );

    [Test]
    public void Record_text_hides_key_headers_query_and_user()
    {
        var provider = new OpenAICompatible(
            $"http://u:{Key}@h/v1?key={Key}",
            "m",
            new Secret(Key),
            ImmutableDictionary<string, Secret>.Empty.Add("api-key", new Secret(Key))
        );

        Assert.That(provider.ToString(), Does.Not.Contain(Key).And.Contain("h/v1/chat/completions"));
    }

    internal static ValueTask<IChatClient> ConnectAsync(
        FaultServer server,
        IReadOnlyDictionary<string, JsonElement>? body = null,
        int inFlight = 8,
        int maxReplyBytes = 1 << 20,
        TimeProvider? time = null
    ) =>
        new OpenAICompatible(
            server.Url + $"?token={Key}",
            "m",
            new Secret(Key + "\n"),
            ImmutableDictionary<string, Secret>.Empty.Add("X-Team", new Secret("research")),
            body,
            maxReplyBytes
        ).ConnectAsync(ModelSetup.Context(time: time) with { InFlight = inFlight }, CancellationToken.None);

    private static ValueTask<string> FingerprintAsync(OpenAICompatible provider) =>
        provider.FingerprintAsync(ModelSetup.Context(), CancellationToken.None);

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static Dictionary<string, JsonElement> Fields(string text) =>
        Json(text).EnumerateObject().ToDictionary(field => field.Name, field => field.Value);
}
