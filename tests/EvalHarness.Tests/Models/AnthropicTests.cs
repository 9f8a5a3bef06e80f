using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Runs;
using Microsoft.Extensions.AI;
using NUnit.Framework;
using Provider = EvalHarness.Models.Providers.Anthropic;

namespace EvalHarness.Tests.Models;

public sealed class AnthropicTests
{
    private const string Key = "sk-ant-very-secret-1234";

    [Test]
    public async Task Sends_system_turns_apart_and_always_a_limit()
    {
        await using var server = new FaultServer(Reply("[]"));
        using var client = await ConnectAsync(server);

        await client.AskAsync(
            ModelSetup.Request(text: "Größe?", generation: new Generation(0.5, Stop: ["END"], TopK: 5))
        );

        var request = server.Requests.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Path, Is.EqualTo("/v1/messages"));
            Assert.That(request.Headers["x-api-key"], Is.EqualTo(Key));
            Assert.That(request.Headers["anthropic-version"], Is.EqualTo("2023-06-01"));
            Assert.That(request.Headers.ContainsKey("Authorization"), Is.False);
            Assert.That(
                JsonNode.Parse(request.Body)!.ToJsonString(),
                Is.EqualTo(
                    JsonNode
                        .Parse(
                            """
                            {"model":"claude","max_tokens":4096,"system":"You label.","messages":[{"role":"user","content":"Größe?"}],
                             "temperature":0.5,"top_k":5,"stop_sequences":["END"],"thinking":{"type":"enabled"}}
                            """
                        )!
                        .ToJsonString()
                )
            );
        }
    }

    [Test]
    public async Task Reads_texts_thoughts_calls_and_tokens_of_the_cache()
    {
        await using var server = new FaultServer(
            Reply(
                """
                [{"type":"thinking","thinking":"Hm.","signature":"x"},{"type":"redacted_thinking","data":"abc"},
                 {"type":"text","text":"posi"},{"type":"text","text":"tive"},
                 {"type":"tool_use","id":"t","name":"look","input":{"a":1}}]
                """,
                usage: """{"input_tokens":10,"cache_creation_input_tokens":5,"cache_read_input_tokens":7,"output_tokens":4,"service_tier":"standard"}"""
            )
        );
        using var client = await ConnectAsync(server);
        var request = ModelSetup.Request();

        var response = ResponseMaker.Answered(
            request,
            new ConnectedModel("candidate", client),
            await client.AskAsync(request),
            default
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That((response.Text, response.Reasoning), Is.EqualTo(("positive", "Hm.")));
            Assert.That(response.ToolCalls, Is.EqualTo([new ToolCall("look", """{"a":1}""")]));
            Assert.That(response.Usage, Is.EqualTo(new Usage(22, 7, 4) { CacheWrite = 5 }));
            Assert.That((response.FinishReason, response.ModelVersion), Is.EqualTo(("end_turn", "claude")));
            Assert.That(response.Remarks, Is.Empty);
        }
    }

    [TestCase("end_turn", "yes", Outcome.Answered)]
    [TestCase("stop_sequence", "yes", Outcome.Answered)]
    [TestCase("max_tokens", "ye", Outcome.Truncated)]
    [TestCase("refusal", "", Outcome.Refused)]
    [TestCase("end_turn", "", Outcome.Empty)]
    public async Task The_reason_for_stopping_decides_the_outcome(string reason, string text, Outcome outcome)
    {
        string content = text.Length == 0 ? "[]" : $$"""[{"type":"text","text":"{{text}}"}]""";
        await using var server = new FaultServer(Reply(content, reason));
        using var client = await ConnectAsync(server);

        Assert.That(ResponseMaker.OutcomeOf(await client.AskAsync(ModelSetup.Request())), Is.EqualTo(outcome));
    }

    [TestCase(529, "overloaded_error", true)]
    [TestCase(429, "rate_limit_error", true)]
    [TestCase(401, "authentication_error", false)]
    [TestCase(400, "invalid_request_error", false)]
    public async Task An_error_is_told_by_its_type_and_never_by_its_text(int status, string type, bool isTransient)
    {
        string body = $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"{{{Key}}} said secret"}}""";
        await using var server = new FaultServer(FaultReply.Status(status, body));
        using var client = await ConnectAsync(server);

        var failed = await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed!.IsTransient, Is.EqualTo(isTransient));
            Assert.That(failed.Message, Does.Contain(type).And.Not.Contain("secret"));
        }
    }

    [TestCase("{}")]
    [TestCase("no JSON")]
    [TestCase("""{"type":"message","content":"text"}""")]
    public async Task What_is_no_message_is_no_answer(string body)
    {
        await using var server = new FaultServer(FaultReply.Status(200, body));
        using var client = await ConnectAsync(server);

        Assert.That(() => client.AskAsync(ModelSetup.Request()), Throws.TypeOf<ModelException>());
    }

    [Test]
    public async Task Logprobs_are_refused_before_anything_is_sent()
    {
        await using var server = new FaultServer(Reply("[]"));
        using var client = await ConnectAsync(server);
        var request = ModelSetup.Request(generation: new Generation(Logprobs: 1));

        var failed = await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(request));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed!.Message, Does.EndWith("the Messages interface has none; leave it out for this model"));
            Assert.That(server.Requests, Is.Empty);
        }
    }

    [Test]
    public async Task The_key_is_in_no_text_of_the_provider()
    {
        var provider = new Provider("claude", new Secret(Key));
        string fingerprint = await provider.FingerprintAsync(ModelSetup.Context(), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fingerprint, Is.EqualTo("anthropic https://api.anthropic.com/v1/messages model=claude"));
            Assert.That(provider.ToString(), Does.Not.Contain(Key));
            Assert.That(provider.Server, Is.Null);
        }
    }

    private static FaultReply Reply(
        string content,
        string reason = "end_turn",
        string usage = """{"input_tokens":10,"output_tokens":4}"""
    ) =>
        FaultReply.Status(
            200,
            $$"""{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":{{content}},"stop_reason":"{{reason}}","usage":{{usage}}}"""
        );

    private static async Task<IChatClient> ConnectAsync(FaultServer server) =>
        await new Provider(
            "claude",
            new Secret(Key),
            server.Url,
            new Dictionary<string, JsonElement> { ["thinking"] = JsonElement.Parse("""{"type":"enabled"}""") }
        ).ConnectAsync(ModelSetup.Context(), CancellationToken.None);
}
