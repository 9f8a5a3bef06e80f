using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Calls;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Answers;

public sealed class ToolCallsAnswerTests
{
    private const string Weather = """[{"name":"weather","arguments":{"city":"Oslo","days":3,"unit":"celsius"}}]""";

    private static readonly ImmutableArray<Tool> Tools = ToolList.Read(
        """
        [{"type":"function","function":{"name":"weather","parameters":{"type":"object","required":["city"],"additionalProperties":false,
          "properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1},"unit":{"enum":["celsius","kelvin"],"default":"celsius"},
            "at":{"type":"object","properties":{"lat":{"type":"number"}},"required":["lat"]}}}}},
         {"name":"clock","input_schema":{"type":"dict","properties":{"type":{"type":"any"},"zone":{"type":"str"}}}}]
        """
    );

    private static readonly IToolCallFormat Format = new ToolCallsAnswer().Over(Tools);

    [Test]
    public void Calls_of_the_interface_are_the_answer_with_defaults_filled_in() =>
        Assert.That(
            Format.Read("Let me look.", [new ToolCall("weather", """{"days":3.0,"city":"Oslo"}""")]),
            Is.EqualTo(new Answer(Weather))
        );

    [TestCase("""{"name":"weather","arguments":{"city":"Oslo","days":3}}""")]
    [TestCase("""[{"name":"weather","parameters":{"city":"Oslo","days":3}}]""")]
    [TestCase(
        """I shall look: {"function":{"name":"weather","arguments":"{\"city\":\"Oslo\",\"days\":3}"}} and tell you."""
    )]
    [TestCase(
        "Here:\n```json\n[{\"name\":\"weather\",\"arguments\":{\"city\":\"Oslo\",\"days\":3}}]\n```\nThat is it."
    )]
    [TestCase("<tool_call>\n{\"name\": \"weather\", \"arguments\": {\"city\": \"Oslo\", \"days\": 3}}\n</tool_call>")]
    [TestCase("""[TOOL_CALLS] [{"name":"weather","arguments":{"city":"Oslo","days":3}}]""")]
    [TestCase("""<|python_tag|>{"name":"weather","parameters":{"city":"Oslo","days":3}}<|eom_id|>""")]
    [TestCase("""<function=weather>{"city":"Oslo","days":3}</function>""")]
    [TestCase("""<think>{"name":"clock"}?</think>{"name":"weather","arguments":{"city":"Oslo","days":3}}""")]
    [TestCase(
        """{"tool_calls":[{"type":"function","function":{"name":"weather","arguments":{"city":"Oslo","days":3}}}]}"""
    )]
    public void Calls_written_into_a_text_are_the_answer(string text) =>
        Assert.That(Format.Parse(text), Is.EqualTo(new Answer(Weather)));

    [Test]
    public void Several_calls_of_a_text_keep_their_order() =>
        Assert.That(
            Format
                .Parse(
                    """
                    <tool_call>{"name":"clock"}</tool_call>
                    <tool_call>{"name":"weather","arguments":{"city":"Rome","unit":"kelvin"}}</tool_call>
                    """
                )
                .Value,
            Is.EqualTo(
                """[{"name":"clock","arguments":{}},{"name":"weather","arguments":{"city":"Rome","unit":"kelvin"}}]"""
            )
        );

    [TestCase("It is sunny in Oslo.", "no call made")]
    [TestCase("<tool_call>weather(Oslo)</tool_call>", "a call that is no JSON")]
    [TestCase("<think>Which city", "the thought has no end")]
    [TestCase("""{"name":"forecast","arguments":{}}""", "a call of a tool that was not offered")]
    [TestCase("""{"name":"weather","arguments":{"days":3}}""", "call of 'weather': argument 'city' is missing")]
    [TestCase(
        """{"name":"weather","arguments":{"city":"Oslo","days":"3"}}""",
        "call of 'weather': argument 'days' is of the wrong type"
    )]
    [TestCase(
        """{"name":"weather","arguments":{"city":"Oslo","days":2.5}}""",
        "call of 'weather': argument 'days' is of the wrong type"
    )]
    [TestCase(
        """{"name":"weather","arguments":{"city":"Oslo","days":0}}""",
        "call of 'weather': argument 'days' is outside its bounds"
    )]
    [TestCase(
        """{"name":"weather","arguments":{"city":"Oslo","unit":"rankine"}}""",
        "call of 'weather': argument 'unit' is none of the values allowed"
    )]
    [TestCase(
        """{"name":"weather","arguments":{"city":"Oslo","street":"secret"}}""",
        "call of 'weather': an argument is not in its schema"
    )]
    [TestCase(
        """{"name":"weather","arguments":{"city":"Oslo","at":{}}}""",
        "call of 'weather': argument 'at.lat' is missing"
    )]
    [TestCase("""{"name":"weather","arguments":[1]}""", "call of 'weather': arguments that are no JSON object")]
    public void What_is_no_call_of_the_tools_is_no_answer_and_the_reason_is_told(string text, string reason) =>
        Assert.That(Format.Parse(text), Is.EqualTo(Answer.None(reason)));

    [TestCase("""{"city": "Os""", "call of 'weather': arguments that are no JSON object")]
    [TestCase("\"Oslo\"", "call of 'weather': arguments that are no JSON object")]
    [TestCase("", "call of 'weather': argument 'city' is missing")]
    public void Broken_arguments_of_the_interface_are_no_answer(string arguments, string reason) =>
        Assert.That(Format.Read(null, [new ToolCall("weather", arguments)]), Is.EqualTo(Answer.None(reason)));

    [TestCase(CallSource.Calls, "no call made", null)]
    [TestCase(CallSource.Text, null, """[{"name":"clock","arguments":{}}]""")]
    public void A_source_that_is_not_asked_is_not_read(CallSource from, string? reason, string? answer)
    {
        var format = new ToolCallsAnswer(from).Over(Tools);
        ImmutableArray<ToolCall> other = from == CallSource.Text ? [new ToolCall("weather", "{}")] : [];
        Assert.That(format.Read("""{"name":"clock"}""", other), Is.EqualTo(new Answer(answer, reason)));
    }

    [Test]
    public void To_call_nothing_is_an_answer_where_the_suite_says_so()
    {
        var format = new ToolCallsAnswer(NoCall: true).Over(Tools);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(format.Parse("No tool helps here."), Is.EqualTo(new Answer("[]")));
            Assert.That(format.WrongIn("[]"), Is.Null);
            Assert.That(Format.WrongIn("[]"), Is.EqualTo("calls nothing, which is no answer without 'no_call: true'"));
        }
    }

    [Test]
    public void Without_tools_any_call_is_an_answer() =>
        Assert.That(
            new ToolCallsAnswer().Parse("""{"name":"anything","arguments":{"b":1e2,"a":[1.50]}}""").Value,
            Is.EqualTo("""[{"name":"anything","arguments":{"a":[1.5],"b":100}}]""")
        );

    [TestCase("""{"name":"weather","arguments":{"city":"Oslo","days":3.00}}""", Weather)]
    [TestCase(
        """[{"weather":{"city":["Oslo","Oslo, NO"],"unit":["kelvin",""]}}]""",
        """[{"name":"weather","permitted":{"city":["Oslo","Oslo, NO"],"unit":["kelvin","","celsius"]}}]"""
    )]
    [TestCase("no call", "no call")]
    public void Targets_have_one_form_with_defaults_filled_in(string target, string canonical)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Format.Canonical(target), Is.EqualTo(canonical));
            Assert.That(
                Format.Canonical(Format.Canonical("""{"name":"clock","arguments":{"type":1}}""")),
                Is.EqualTo("""[{"name":"clock","arguments":{"type":1}}]""")
            );
        }
    }

    [TestCase("Oslo", "is no call, nor a list of calls, in JSON")]
    [TestCase("""[{"weather":{"city":"Oslo"}}]""", "is no call, nor a list of calls, in JSON")]
    [TestCase("""[{"name":"forecast"}]""", "calls a tool that is none of those offered")]
    [TestCase(Weather, null)]
    public void A_target_that_no_answer_could_be_is_told(string target, string? wrong) =>
        Assert.That(Format.WrongIn(target), Is.EqualTo(wrong));

    [Test]
    public void Schemas_in_the_words_of_Python_are_put_into_those_of_JSON_Schema() =>
        Assert.That(
            JsonElement.DeepEquals(
                Tools[1].Parameters!.Value,
                JsonElement.Parse("""{"type":"object","properties":{"type":{},"zone":{"type":"string"}}}""")
            ),
            Is.True,
            $"{Tools[1].Parameters}"
        );

    [Test]
    public void References_within_a_schema_are_followed_and_end()
    {
        var schema = JsonElement.Parse(
            """
            {"type":"object","properties":{"root":{"$ref":"#/$defs/node"}},
             "$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"},"size":{"anyOf":[{"type":"integer"},{"type":"null"}]}}},
                      "loop":{"$ref":"#/$defs/loop"}}}
            """
        );
        string? Fault(string arguments) => ArgumentSchema.FaultOf(schema, JsonElement.Parse(arguments));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Fault("""{"root":{"next":{"next":{"size":null}}}}"""), Is.Null);
            Assert.That(
                Fault("""{"root":{"next":{"size":"1"}}}"""),
                Is.EqualTo("argument 'root.next.size' is of the wrong type")
            );
            Assert.That(
                ArgumentSchema.FaultOf(
                    JsonElement.Parse("""{"$ref":"#/$defs/loop","$defs":{"loop":{"$ref":"#/$defs/loop"}}}"""),
                    JsonElement.Parse("{}")
                ),
                Is.Null
            );
        }
    }

    [TestCase("", true, Outcome.Answered)]
    [TestCase("", false, Outcome.Empty)]
    [TestCase("I'm sorry, but I can't help with that.", false, Outcome.Refused)]
    [TestCase("It is sunny.", false, Outcome.Unparsable)]
    public void A_response_without_text_is_answered_when_it_calls_a_tool(string text, bool calls, Outcome outcome)
    {
        var scoring = new TaskScoring(
            new TaskHeader("t", 1, 1) { Tools = ToolList.Write(Tools) },
            new ToolCallsAnswer(),
            []
        );
        var response = new Response("r", "t", "s", "m", 0, "p", Outcome.Answered)
        {
            Text = text,
            ToolCalls = calls ? [new ToolCall("weather", """{"city":"Oslo","days":3}""")] : [],
        };

        var (resolved, answer) = scoring.Resolve(response);

        Assert.That((resolved, answer.Value), Is.EqualTo((outcome, calls ? Weather : null)));
    }

    [Test]
    public void A_sample_with_tools_of_its_own_is_read_by_them()
    {
        var scoring = new TaskScoring(
            new TaskHeader("t", 1, 1) { ToolsField = "functions" },
            new ToolCallsAnswer(),
            []
        );
        var response = new Response("r", "t", "s", "m", 0, "p", Outcome.Answered)
        {
            ToolCalls = [new ToolCall("clock", "{}")],
        };
        Sample With(string name) =>
            new(
                "s",
                new Dictionary<string, string> { ["functions"] = $$"""[{"name":"{{name}}"}]""" },
                [],
                new Location("d.jsonl")
            );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(scoring.Resolve(response, With("clock")).Outcome, Is.EqualTo(Outcome.Answered));
            Assert.That(scoring.Resolve(response, With("weather")).Outcome, Is.EqualTo(Outcome.Unparsable));
        }
    }
}
