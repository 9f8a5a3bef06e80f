using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Runs;
using EvalHarness.Scoring.Calls;
using EvalHarness.Tests.Hosted;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

/// <summary>Tools on their way to a model, and its calls on their way back.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ToolTests
{
    private const string Described = "\"name\":\"weather\",\"description\":\"How it is.\"";
    private const string Schema = """{"type":"object","properties":{"city":{"type":"string"}}}""";
    private const string Empty = """{"type":"object","properties":{}}""";

    private const string Chat = $$$"""
        [{"type":"function","function":{{{{Described}}},"parameters":{{{Schema}}}}},{"type":"function","function":{"name":"clock","parameters":{{{Empty}}}}}]
        """;

    private const string Responses = $$$"""
        [{{{{Described}}},"parameters":{{{Schema}}},"type":"function","strict":false},{"name":"clock","parameters":{{{Empty}}},"type":"function","strict":false}]
        """;

    private const string Messages = $$$"""
        [{{{{Described}}},"input_schema":{{{Schema}}}},{"name":"clock","input_schema":{{{Empty}}}}]
        """;

    private static readonly ToolOffer Offer = new(
        ToolList.Read($$$"""[{{{{Described}}},"parameters":{{{Schema}}}},{"name":"clock"}]""")
    );

    [TestCase("openai-compatible", Chat)]
    [TestCase("openai", Chat)]
    [TestCase("openai, responses", Responses)]
    [TestCase("azure-openai", Chat)]
    [TestCase("anthropic", Messages)]
    [TestCase("ollama", Chat)]
    public async Task Each_interface_is_offered_tools_in_its_own_form(string provider, string tools)
    {
        var body = await SendAsync(provider, Offer);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(body["tools"]?.ToJsonString(), Is.EqualTo(JsonNode.Parse(tools)!.ToJsonString()));
            Assert.That(body.ContainsKey("tool_choice"), Is.False);
        }
    }

    [TestCase("openai-compatible", "required", "\"required\"")]
    [TestCase("openai-compatible", "clock", """{"type":"function","function":{"name":"clock"}}""")]
    [TestCase("openai, responses", "clock", """{"type":"function","name":"clock"}""")]
    [TestCase("openai, responses", "auto", "\"auto\"")]
    [TestCase("anthropic", "auto", """{"type":"auto"}""")]
    [TestCase("anthropic", "required", """{"type":"any"}""")]
    [TestCase("anthropic", "none", """{"type":"none"}""")]
    [TestCase("anthropic", "clock", """{"type":"tool","name":"clock"}""")]
    [TestCase("ollama", "auto", null)]
    public async Task A_choice_is_told_in_the_words_of_the_interface(string provider, string choice, string? told)
    {
        var body = await SendAsync(provider, Offer with { Choice = choice });
        Assert.That(body["tool_choice"]?.ToJsonString(), Is.EqualTo(told));
    }

    [Test]
    public void Tools_stand_in_the_options_of_a_call_for_clients_that_a_program_gives()
    {
        var options = (ModelSetup.Request() with { Tools = Offer with { Choice = "clock" } }).ToChatOptions();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.Tools!.Select(tool => tool.Name), Is.EqualTo(["weather", "clock"]));
            Assert.That(options.ToolMode, Is.EqualTo(ChatToolMode.RequireSpecific("clock")));
            Assert.That(ModelSetup.Request().ToChatOptions().Tools, Is.Null);
        }
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "the model is a shell script")]
    public async Task A_program_is_sent_the_tools_and_its_calls_are_read()
    {
        using var model = new ShellModel(
            """
            take; say "$line" > sent
            say "{\"id\":$id,\"tool_calls\":[{\"name\":\"weather\",\"arguments\":{\"city\":\"Oslo\"}},{\"function\":{\"name\":\"clock\",\"arguments\":\"{}\"}}]}"
            """
        );
        using var client = await model.ConnectAsync();
        var request = ModelSetup.Request() with { Tools = Offer with { Choice = "required" } };

        var chat = await client.AskAsync(request).WaitAsync(ShellModel.Patience);

        var sent = JsonNode.Parse(await model.AppearsAsync("sent"))!;
        var response = ResponseMaker.Answered(request, new ConnectedModel("candidate", client), chat, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent["tools"]!.ToJsonString(), Is.EqualTo(JsonNode.Parse(Chat)!.ToJsonString()));
            Assert.That(sent["tool_choice"]!.GetValue<string>(), Is.EqualTo("required"));
            Assert.That(
                response.ToolCalls,
                Is.EqualTo([new ToolCall("weather", """{"city":"Oslo"}"""), new ToolCall("clock", "{}")])
            );
            Assert.That((response.Outcome, response.Text), Is.EqualTo((Outcome.Answered, "")));
        }
    }

    private static async Task<JsonObject> SendAsync(string name, ToolOffer offer)
    {
        var provider = EveryProvider.All.Single(one => one.Name == name);
        await using var server = new FaultServer(FaultReply.Status(200, provider.Reply));
        using var client = await provider.ConnectAsync(server);
        await client.AskAsync(ModelSetup.Request() with { Tools = offer });
        return JsonNode.Parse(server.Requests.Single().Body)!.AsObject();
    }
}
