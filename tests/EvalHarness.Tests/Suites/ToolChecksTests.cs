using EvalHarness.Core;
using EvalHarness.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class ToolChecksTests
{
    private const string Chat = "provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m";
    private const string Clock =
        "tools: [{ name: clock, description: The time., parameters: { type: object, properties: { zone: { type: string } } } }]";

    private readonly SuiteFolder folder = new();

    [SetUp]
    public void WriteFiles()
    {
        folder.Write("tools.json", """[{"type":"function","function":{"name":"clock"}}]""");
        folder.Write(
            "data/calls.jsonl",
            """{"q":"When?","functions":[{"name":"clock"}],"call":[{"clock":{"zone":["UTC",""]}}]}""" + "\n"
        );
    }

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase(Clock)]
    [TestCase(Clock + ", tool_choice: clock")]
    [TestCase("tools: { file: tools.json }, tool_choice: required")]
    [TestCase("tools: { field: functions }")]
    [TestCase("description: the prompt lists them")]
    public async Task Tools_are_a_list_a_file_or_a_field(string keys)
    {
        var suite = folder.Read(Suite(keys));
        Assert.That(await SuiteData.CheckAsync(suite), Is.Empty);
    }

    [TestCase(
        Clock + ", tool_choice: clok",
        "suite.yaml:9:22: 'clok', which is none of the tools; expected auto, clock, none or required; did you mean 'clock'?"
    )]
    [TestCase(
        "tool_choice: auto",
        "suite.yaml:8:20: 'tool_choice' without tools; expected 'tools:' with those that may be called"
    )]
    [TestCase("tools: []", "suite.yaml:8:14: no tools; expected a list of them, 'file' or 'field'")]
    [TestCase("tools: tools.json", "suite.yaml:8:14: a file in the place of a tool; expected 'tools: { file: ... }'")]
    [TestCase(
        "tools: { file: tools.json, field: functions }",
        "suite.yaml:8:14: tools given in several ways; expected a list of them, 'file' or 'field'"
    )]
    [TestCase("tools: [{ name: a }, { name: a }]", "suite.yaml:8:28: a second tool 'a'; expected a name of its own")]
    [TestCase(
        "tools: [{ name: a, parameters: [x] }]",
        "suite.yaml:8:38: parameters of tool 'a' that are no JSON Schema; expected 'type: object' with 'properties'"
    )]
    [TestCase(
        "tools: { field: function }",
        "suite.yaml:8:23: 'function', which the dataset does not have as a field; expected one of q, functions; did you mean 'functions'?"
    )]
    [TestCase(
        "tools: { file: data/calls.jsonl }",
        "suite.yaml:8:22: the file 'data/calls.jsonl' with an item (number 1) that is no function with a name (tools); expected a JSON list of tools, each with 'name', 'description' and 'parameters', or in OpenAI's form"
    )]
    [TestCase(
        "tools: { file: tools.json }, generation: { extra: { tools: [] } }",
        "suite.yaml:8:66: 'tools' beside the task's own tools; expected one of the two"
    )]
    public void Tools_that_cannot_be_offered_are_a_fault_at_their_place(string keys, string fault) =>
        Assert.That(
            folder.Faults(
                Suite(keys.Replace(", tool_choice: clok", ",\n        tool_choice: clok", StringComparison.Ordinal))
            ),
            Is.EqualTo([fault])
        );

    [TestCase(
        "provider: http, url: http://127.0.0.1:9, body: { q: \"{{prompt}}\" }, text: a",
        "tool_choice: required",
        "suite.yaml:8:14: tools, which the provider of model 'one' does not pass on; expected models of openai, azure-openai, anthropic, ollama, openai-compatible or command; or tools that the prompt lists, and 'from: text'"
    )]
    [TestCase(
        "provider: ollama, model: m",
        "tool_choice: required",
        "suite.yaml:8:49: 'tool_choice' for model 'one', whose interface has none; expected no 'tool_choice', which leaves the choice to the model"
    )]
    public void A_provider_that_cannot_pass_them_on_is_told_before_any_request(
        string model,
        string keys,
        string fault
    ) => Assert.That(folder.Faults(Suite($"tools: {{ file: tools.json }}, {keys}", model: model)), Is.EqualTo([fault]));

    [TestCase("provider: ollama, model: m", "tool_choice: auto")]
    [TestCase("provider: majority-class", "tool_choice: required")]
    [TestCase("provider: replay, answers: recorded/lora.jsonl", "tool_choice: required")]
    public void Models_that_are_asked_for_no_more_than_they_can_are_no_fault(string model, string keys) =>
        Assert.That(folder.Faults(Suite($"tools: {{ file: tools.json }}, {keys}", model: model)), Is.Empty);

    [TestCase(
        "description: none",
        "{ tool_calls: { from: calls } }",
        "tool_call_match",
        "suite.yaml:9:15: calls of tools where none are offered; expected 'tools:', or 'from: text'"
    )]
    [TestCase(
        "description: none",
        "text",
        "tool_call_match",
        "suite.yaml:10:17: metric 'tool_call_match' of answers that are no calls of tools; expected 'answer: tool_calls', or another metric"
    )]
    public void Calls_are_read_and_measured_where_there_are_some(
        string keys,
        string answer,
        string metric,
        string fault
    ) => Assert.That(folder.Faults(Suite(keys, answer, metric)), Has.Some.EqualTo(fault));

    [Test]
    public void Tools_for_an_answer_that_is_a_text_are_warned_of() =>
        Assert.That(
            folder.Warnings(Suite(Clock, "text", "squad_f1")),
            Has.Some.Contains("whose answer is read from a text: a model that calls one has not answered")
        );

    [TestCase(
        """{"q":"?","functions":[{"name":"clock"}],"call":[{"name":"watch"}]}""",
        "calls a tool that is none of those offered"
    )]
    [TestCase(
        """{"q":"?","functions":[{"name":"clock"}],"call":"clock"}""",
        "is no call, nor a list of calls, in JSON"
    )]
    [TestCase(
        """{"q":"?","functions":[{"nam":"clock"}],"call":[{"name":"clock"}]}""",
        "that is no function with a name (tools)"
    )]
    public void Rows_that_no_model_could_answer_are_told_with_their_line(string row, string fault)
    {
        folder.Write(
            "data/calls.jsonl",
            """{"q":"a","functions":[{"name":"b"}],"call":[{"name":"b"}]}""" + $"\n{row}\n"
        );
        Assert.That(
            async () => await SuiteData.CheckAsync(folder.Read(Suite("tools: { field: functions }"))),
            Throws.TypeOf<DocumentException>().With.Message.Contains("calls.jsonl:2").And.Message.Contains(fault)
        );
    }

    private static string Suite(
        string keys,
        string answer = "tool_calls",
        string metric = "tool_call_match",
        string model = Chat
    ) =>
        $$$"""
            suite: s
            models:
              one: { {{{model}}} }
            tasks:
              - {
                  task: t,
                  prompt: "{{q}}",
                  {{{keys}}},
                  answer: {{{answer}}},
                  metrics: [{{{metric}}}],
                  dataset: { file: data/calls.jsonl, target: call },
                }
            """;
}
