using System.Text.Json;
using CsCheck;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Schemas;
using Json.Schema;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Answers;

/// <summary>Answers with parts: programs, spans and JSON.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StructuredAnswerTests
{
    private const string Growth = "subtract(5829, 5735), divide(#0, 5735)";

    [TestCase(Growth)]
    [TestCase("The program is: subtract(5829, 5735), divide(#0, 5735)")]
    [TestCase("```\nsubtract(5829, 5735)\ndivide(#0, 5735)\n```")]
    [TestCase("1. subtract(5,829, 5,735)\n2. divide(#0, 5,735)")]
    [TestCase("Step 1: Subtract( $5829 , $5735 )\nStep 2: Divide(#0,5735)")]
    [TestCase("#0: subtract(5829, 5735)\n#1: divide(#0, 5735)")]
    [TestCase("divide(subtract(5829, 5735), 5735)")]
    [TestCase("First I thought add(1, 2). But the answer is:\n\nsubtract(5829, 5735), divide(#0, 5735), EOF")]
    [TestCase("<think>add(1, 2)</think>subtract(5829, 5735), divide(#0, 5735)")]
    public void The_last_program_is_found_in_any_spelling(string text) =>
        Assert.That(new ProgramAnswer().Parse(text).Value, Is.EqualTo(Growth));

    [TestCase("table_average(net sales, none)", "table_average(net sales, none)")]
    [TestCase("table_max(net sales)", "table_max(net sales, none)")]
    [TestCase("multiply(const_m1, 12.5%)", "multiply(const_m1, 12.5%)")]
    [TestCase("greater(multiply(2, 3), add(4, 5))", "multiply(2, 3), add(4, 5), greater(#0, #1)")]
    public void Rows_constants_and_steps_within_steps_are_read(string text, string program) =>
        Assert.That(new ProgramAnswer().Parse(text).Value, Is.EqualTo(program));

    [TestCase("import os; os.system('x')")]
    [TestCase("The growth is 1.64 %.")]
    [TestCase("subtract(1)")]
    [TestCase("subtract(1, 2, 3, 4)")]
    [TestCase("add(1, 2")]
    public void What_is_no_program_is_no_answer(string text) =>
        Assert.That(new ProgramAnswer().Parse(text).Reason, Is.EqualTo("no program of FinQA"));

    [TestCase("The growth is 1.64 %.", "1.64%")]
    [TestCase("Yes.", "yes")]
    [TestCase("The answer is no", "no")]
    [TestCase("add(1, 2)", "add(1, 2)")]
    public void Numbers_may_stand_for_programs(string text, string answer) =>
        Assert.That(new ProgramAnswer(Numbers: true).Parse(text).Value, Is.EqualTo(answer));

    [TestCase("""{"answer": ["2019", "2018"], "scale": ""}""", """["2019","2018"]""")]
    [TestCase("""{"answer": 12.6, "scale": "Million"}""", """["12.6"] million""")]
    [TestCase("""So: ["a; b", "c"]""", """["a; b","c"]""")]
    [TestCase("Answer: 12.6\nScale: million", """["12.6"] million""")]
    [TestCase("**Answer:** 12.6 (scale: %)", """["12.6"] percent""")]
    [TestCase("The answers are:\n- fixed price\n- cost plus", """["fixed price","cost plus"]""")]
    [TestCase("I looked it up.\n2019; 2018", """["2019","2018"]""")]
    [TestCase("Both years matter.\n1. 2019\n2. 2018", """["2019","2018"]""")]
    [TestCase("The final answer is: $1,496.5.", """["$1,496.5"]""")]
    public void Spans_and_their_scale_are_found(string text, string answer)
    {
        var found = new SpansAnswer().Parse(text);
        Assert.That(found.Value, Is.EqualTo(answer), found.Reason);
    }

    [TestCase("""{"answer": ["1"], "scale": "dozen"}""", "a scale that the suite does not know")]
    [TestCase("", "no text")]
    [TestCase("<think>2019", "the thought has no end")]
    public void Spans_that_are_none_say_why(string text, string reason) =>
        Assert.That(new SpansAnswer().Parse(text).Reason, Is.EqualTo(reason));

    [Test]
    public void Several_numbers_are_written_alike_and_may_be_sorted()
    {
        var format = new SpansAnswer(Numbers: true, Sort: true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(format.Parse("$1,200; 3 %").Value, Is.EqualTo(format.Canonical("""["3%", 1200]""")));
            Assert.That(format.Parse("12; many").Reason, Is.EqualTo("a text in place of a number"));
        }
    }

    [TestCase("""{"b": 1.0, "a": "x"}""", """{"a":"x","b":1}""")]
    [TestCase("""{"b": 1.0, "a": 1e2}""", """{"a":100,"b":1}""")]
    [TestCase("""{"a": 1, "a": 2}""", """{"a":2}""")]
    [TestCase("[9007199254740993, -0.0, 0.10]", "[9007199254740993,0,0.1]")]
    [TestCase("[1e400, 12345678901234567890123456789012345]", "[1e400,12345678901234567890123456789012345]")]
    public void Equal_values_have_one_text_and_no_digit_of_a_long_number_is_lost(string json, string canonical) =>
        Assert.That(new JsonAnswer().Parse(json).Value, Is.EqualTo(canonical));

    [TestCase("Here:\n```json\n{\"a\": [1, 2,],}\n```", """{"a":[1,2]}""")]
    [TestCase("first {\"a\": 1}, then {\"a\": 2}", """{"a":2}""")]
    [TestCase("{'a': 'Acme'}", """{"a":"Acme"}""")]
    [TestCase("no JSON", null)]
    public void Json_is_found_in_fences_and_prose(string text, string? json) =>
        Assert.That(new JsonAnswer().Parse(text).Value, Is.EqualTo(json));

    [Test]
    public void A_path_leads_to_the_answer()
    {
        const string text = """{"result": {"prices": [{"value": "$ 12"}]}}""";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new JsonAnswer(Path: "result.prices[0].value").Parse(text).Value, Is.EqualTo("$ 12"));
            Assert.That(new JsonAnswer(Path: "result.cost").Parse(text).Reason, Is.EqualTo("nothing at 'result.cost'"));
            Assert.That(() => new JsonAnswer(Path: "a..b"), Throws.ArgumentException);
        }
    }

    private const string Schema = """
        {"type": "object", "required": ["price", "side"], "additionalProperties": false, "$defs": {"id": {"type": "string", "pattern": "^[A-Z]+$"}},
         "properties": {"price": {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5}, "side": {"enum": ["buy", "sell"]},
           "id": {"$ref": "#/$defs/id"}, "lots": {"type": "array", "items": {"type": "integer", "maximum": 9}, "minItems": 1, "uniqueItems": true},
           "note": {"anyOf": [{"type": "null"}, {"type": "string", "minLength": 2, "maxLength": 3}]}, "kind": {"const": "x"},
           "pair": {"prefixItems": [{"type": "string"}], "items": {"type": "boolean"}}, "odd": {"not": {"type": "string"}},
           "one": {"oneOf": [{"minimum": 5}, {"maximum": 6}]}}}
        """;

    [TestCase("""{"price": 1.5, "side": "buy"}""", null)]
    [TestCase("""{"price": 1.5}""", "$: without 'side'")]
    [TestCase("""{"price": "1.5", "side": "buy"}""", "$.price: no number")]
    [TestCase("""{"price": 0, "side": "buy"}""", "$.price: too small")]
    [TestCase("""{"price": 1.25, "side": "buy"}""", "$.price: no multiple of what is wanted")]
    [TestCase("""{"price": 1.5, "side": "hold"}""", "$.side: none of the values listed")]
    [TestCase("""{"price": 1.5, "side": "buy", "secret": 1}""", "$.*: nothing is allowed there")]
    [TestCase("""{"price": 1.5, "side": "buy", "id": "a"}""", "$.id: does not match the pattern")]
    [TestCase("""{"price": 1.5, "side": "buy", "lots": []}""", "$.lots: too few items")]
    [TestCase("""{"price": 1.5, "side": "buy", "lots": [1.0, 12]}""", "$.lots[1]: too large")]
    [TestCase("""{"price": 1.5, "side": "buy", "lots": [1, 1.0]}""", "$.lots: an item twice")]
    [TestCase("""{"price": 1.5, "side": "buy", "note": "a"}""", "$.note: fits none of the schemas of anyOf")]
    [TestCase("""{"price": 1.5, "side": "buy", "kind": "y"}""", "$.kind: not the value wanted")]
    [TestCase("""{"price": 1.5, "side": "buy", "pair": ["a", 1]}""", "$.pair[1]: no boolean")]
    [TestCase("""{"price": 1.5, "side": "buy", "odd": "a"}""", "$.odd: fits a schema that it must not")]
    [TestCase(
        """{"price": 1.5, "side": "buy", "one": 5.5}""",
        "$.one: does not fit exactly one of the schemas of oneOf"
    )]
    public void What_breaks_the_schema_is_told_with_its_place(string text, string? reason)
    {
        var answer = new JsonAnswer(JsonElement.Parse(Schema)).Parse(text);
        bool isValid = JsonSchema.FromText(Schema).Evaluate(JsonElement.Parse(text)).IsValid;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Reason, Is.EqualTo(reason));
            Assert.That(answer.IsUsable, Is.EqualTo(isValid));
        }
    }

    [TestCase("""{"typ": "object"}""", "schema: unknown rule 'typ'")]
    [TestCase("""{"type": "text"}""", "schema.type: no type of JSON")]
    [TestCase(
        """{"properties": {"a": {"$ref": "#/$defs/b"}}}""",
        "schema.properties.a.$ref: leads nowhere in the schema"
    )]
    [TestCase("""{"minimum": "1"}""", "schema.minimum: no number")]
    public void A_schema_with_an_unknown_or_broken_rule_is_refused(string schema, string fault) =>
        Assert.That(
            () => new JsonAnswer(JsonElement.Parse(schema)),
            Throws.ArgumentException.With.Message.StartsWith(fault)
        );

    [Test]
    public void A_schema_that_refers_to_itself_ends() =>
        Assert.That(
            new JsonRules(JsonElement.Parse("""{"$ref": "#"}""")).Check(JsonElement.Parse("1")),
            Is.EqualTo("$: nested too deep")
        );

    [TestCase(" ")]
    [TestCase("(")]
    [TestCase("add(")]
    [TestCase("add(1, 2) ")]
    [TestCase("answer ")]
    [TestCase("scale ")]
    [TestCase("[{")]
    [TestCase("['")]
    [TestCase("1.")]
    [TestCase("a, b\n")]
    public void Long_responses_are_read_to_the_end(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 100_000 / part.Length));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new ProgramAnswer().Parse("answer" + text).Reason, Is.Null.Or.Not.Empty);
            Assert.That(new SpansAnswer().Parse("answer" + text).Reason, Is.Null.Or.Not.Empty);
            Assert.That(new JsonAnswer().Parse("answer" + text).Reason, Is.Null.Or.Not.Empty);
            Assert.That(new EntitiesAnswer().Parse("answer" + text).Reason, Is.Null.Or.Not.Empty);
        }
    }

    [Test]
    public void No_text_makes_them_throw() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["[]{}\"':,()#;|-\n 12adtible"], 0, 60])
            .Sample(text =>
                new ProgramAnswer(true).Parse(text) is { Value: not null } or { Reason: not null }
                && new SpansAnswer().Parse(text) is { Value: not null } or { Reason: not null }
                && new JsonAnswer().Parse(text) is { Value: not null } or { Reason: not null }
            );
}
