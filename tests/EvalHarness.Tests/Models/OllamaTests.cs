using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class OllamaTests
{
    private const string Key = "ollama-Lk3Jh6Gf9Ds2";

    [Test]
    public async Task Sends_the_models_own_keys_and_asks_not_to_cut_a_prompt_in_silence()
    {
        await using var server = new FaultServer(Reply());
        var body = new Dictionary<string, JsonElement>
        {
            ["options"] = JsonElement.Parse("""{"repeat_penalty":1.0,"num_ctx":4096}"""),
        };
        using var client = await ConnectAsync(
            new Ollama("llama3.1:8b", server.Url, NumCtx: 8192, KeepAlive: "30m", Think: true, Body: body)
        );

        await client.AskAsync(ModelSetup.Request(text: "Größe?", generation: new Generation(0, 8)));

        Assert.That(
            JsonNode.Parse(server.Requests.Single().Body)!.ToJsonString(),
            Is.EqualTo(
                JsonNode
                    .Parse(
                        """
                        {"model":"llama3.1:8b","messages":[{"role":"system","content":"You label."},{"role":"user","content":"Größe?"}],
                         "stream":false,"truncate":false,"shift":false,
                         "options":{"num_ctx":4096,"temperature":0,"num_predict":8,"repeat_penalty":1.0},"keep_alive":"30m","think":true}
                        """
                    )!
                    .ToJsonString()
            )
        );
    }

    [TestCase("-1", "-1")]
    [TestCase("300", "300")]
    [TestCase("1h", "\"1h\"")]
    public async Task A_time_without_a_unit_is_a_number(string written, string sent)
    {
        await using var server = new FaultServer(Reply());
        using var client = await ConnectAsync(new Ollama("m", server.Url, KeepAlive: written));

        await client.AskAsync(ModelSetup.Request());

        Assert.That(Field(server, "keep_alive"), Is.EqualTo(sent));
    }

    [TestCase(null, "true")]
    [TestCase("none", "false")]
    [TestCase("on", "true")]
    [TestCase("high", "\"high\"")]
    public async Task What_a_task_says_of_thinking_wins_over_the_model(string? effort, string sent)
    {
        await using var server = new FaultServer(Reply());
        using var client = await ConnectAsync(new Ollama("m", server.Url, Think: true));

        await client.AskAsync(ModelSetup.Request(generation: new Generation(ReasoningEffort: effort)));

        Assert.That(Field(server, "think"), Is.EqualTo(sent));
    }

    [TestCase("")]
    [TestCase("/")]
    [TestCase("/api")]
    [TestCase("/api/chat")]
    [TestCase("/v1")]
    public async Task The_address_may_be_written_in_any_way(string ending)
    {
        await using var server = new FaultServer(Reply());
        using var client = await ConnectAsync(new Ollama("m", server.Url + ending, ApiKey: new Secret(Key)));

        await client.AskAsync(ModelSetup.Request());

        var request = server.Requests.Single();
        Assert.That((request.Path, request.Headers["Authorization"]), Is.EqualTo(("/api/chat", "Bearer " + Key)));
    }

    [Test]
    public async Task A_model_that_was_not_pulled_is_told_with_the_command_that_pulls_it()
    {
        await using var server = new FaultServer(FaultReply.Status(404, """{"error":"model 'm:7b' not found"}"""));
        using var client = await ConnectAsync(new Ollama("m:7b", server.Url));

        var failed = await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request()));

        Assert.That(
            (failed!.Message, failed.Reach),
            Is.EqualTo(
                (
                    $"model 'candidate' at {server.Url}/api/chat: status 404; it has no such model: 'ollama pull m:7b'",
                    FailureReach.Model
                )
            )
        );
    }

    [Test]
    public async Task Its_fingerprint_has_what_decides_the_answers_and_nothing_else()
    {
        var plain = new Ollama("m");
        var told = new Ollama("m", NumCtx: 2048, KeepAlive: "1h", Think: false, ApiKey: new Secret(Key));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FingerprintAsync(plain), Is.EqualTo("ollama http://localhost:11434/api/chat model=m"));
            Assert.That(
                await FingerprintAsync(told),
                Is.EqualTo("ollama http://localhost:11434/api/chat model=m num_ctx=2048 think=false")
            );
            Assert.That(() => new Ollama("m", "ftp://x"), Throws.ArgumentException);
        }
    }

    private static ValueTask<string> FingerprintAsync(Ollama model) =>
        model.FingerprintAsync(ModelSetup.Context(), CancellationToken.None);

    private static string? Field(FaultServer server, string name) =>
        JsonNode.Parse(server.Requests.Single().Body)![name]?.ToJsonString();

    private static FaultReply Reply() =>
        FaultReply.Status(200, """{"model":"m","message":{"role":"assistant","content":"positive"},"done":true}""");

    private static ValueTask<IChatClient> ConnectAsync(Ollama model) =>
        model.ConnectAsync(ModelSetup.Context(), CancellationToken.None);
}
