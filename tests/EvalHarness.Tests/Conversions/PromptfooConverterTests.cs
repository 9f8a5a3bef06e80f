using EvalHarness.Core;
using NUnit.Framework;

namespace EvalHarness.Tests.Conversions;

/// <summary>What is taken of promptfoo's configurations and tables, and what is refused with its place.</summary>
public sealed class PromptfooConverterTests
{
    private const string Head = "prompts: ['Say {{x}}']\nproviders: [openai:gpt-4o]\ntests:\n";

    [TestCase("{ type: javascript, value: 'output.length' }", "the assertion 'javascript'")]
    [TestCase("{ type: llm-rubric, value: is kind }", "the assertion 'llm-rubric'")]
    [TestCase("{ type: contains-json }", "the assertion 'contains-json'")]
    [TestCase("{ type: rouge-n, value: a }", "the assertion 'rouge-n'")]
    [TestCase("{ type: similar, value: a }", "the assertion 'similar'")]
    [TestCase("{ type: containz, value: a }", "the assertion 'containz', which promptfoo does not know")]
    [TestCase("{ type: contains, value: a, transform: 'output.trim()' }", "'transform' of an assertion")]
    [TestCase("{ type: contains, value: '{{x | upper}}' }", "a template with more than the name of a variable")]
    [TestCase("{ type: contains, value: '{% if x %}a{% endif %}' }", "a template with {% %} or {# #}")]
    [TestCase("{ type: equals, value: file://check.js }", "the file 'file://check.js', which is code")]
    [TestCase("{ type: contains, value: '' }", "contains: expected a text that is not empty")]
    [TestCase("{ type: regex, value: '(?i)a' }", "regex: JavaScript knows no '(?i)'")]
    [TestCase(
        "{ type: is-json, value: { type: string, format: email } }",
        "is-json: 'format', which is not checked here"
    )]
    [TestCase("{ type: cost }", "cost: expected a threshold")]
    public async Task An_assertion_that_cannot_be_said_exactly_is_refused_with_its_place(string assertion, string why)
    {
        using var folder = new ConvertedFolder();

        var made = await folder.ConvertAsync("c.yaml", Head + $"  - vars: {{ x: a }}\n    assert: [{assertion}]\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.IsPartial, Is.True);
            Assert.That(ConvertedFolder.Refused(made), Has.One.StartsWith("c.yaml:5:").And.One.Contains(why));
        }
    }

    [TestCase("options: { transform: output }", "the option 'transform' of a test")]
    [TestCase("provider: openai:gpt-4", "'provider' of a test")]
    [TestCase("providerOutput: yes", "'providerOutput' of a test")]
    [TestCase("assertScoringFunction: file://s.js", "'assertScoringFunction' of a test")]
    [TestCase("vars: { x: 2024-01-01 }", "a date without quotes")]
    [TestCase("vars: { x: 'file://x.py' }", "the file 'file://x.py', which is code")]
    [TestCase("vars: { x: 'file://none.txt' }", "there is no file 'none.txt'")]
    [TestCase("vars: { x: '{{y}}', y: 'a$b' }", "a variable that shows another with a '$'")]
    [TestCase("vars: { x: '{{x}}' }", "a variable that shows itself")]
    public async Task A_test_that_hangs_on_more_than_its_assertions_is_refused(string part, string why)
    {
        using var folder = new ConvertedFolder();

        var made = await folder.ConvertAsync("c.yaml", Head + $"  - {part}\n");

        Assert.That(ConvertedFolder.Refused(made), Has.One.Contains(why));
    }

    [Test]
    public async Task A_test_that_is_left_out_keeps_the_numbers_of_the_others()
    {
        using var folder = new ConvertedFolder();

        var made = await folder.ConvertAsync(
            "c.yaml",
            Head
                + "  - { vars: { x: [a, b] }, assert: [{ type: python, value: f }] }\n  - { vars: { x: c }, assert: [{ type: contains, value: '{{x}}' }] }\n"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.Samples, Is.EqualTo(1));
            Assert.That(
                made.Files["tests.jsonl"],
                Is.EqualTo("{\"id\":\"3\",\"x\":\"c\",\"checks\":[{\"type\":\"contains\",\"value\":\"c\"}]}\n")
            );
            Assert.That(made.Suite, Does.Contain("# Left out").And.Contain("# - c.yaml:4:60: the assertion 'python'"));
        }
    }

    [Test]
    public async Task A_cell_of_a_table_has_a_bound_where_a_configuration_has_none()
    {
        using var folder = new ConvertedFolder();

        var made = await folder.ConvertAsync(
            "t.csv",
            "x,__expected,__metric\na,levenshtein:b,m\na,levenshtein(2):b,\na,\"icontains-any: b, \"\"c, d\"\"\",\na,https://b,\n"
        );

        Assert.That(
            made.Files["tests.jsonl"],
            Does.Contain("{\"type\":\"levenshtein\",\"value\":\"b\",\"threshold\":0.75,\"metric\":\"m\"}")
                .And.Contain("{\"type\":\"levenshtein\",\"value\":\"b\",\"threshold\":2}")
                .And.Contain("{\"type\":\"icontains-any\",\"value\":[\"b\",\"c, d\"]}")
                .And.Contain("{\"type\":\"equals\",\"value\":\"https://b\"}")
        );
    }

    [Test]
    public async Task Settings_that_promptfoo_sends_unsaid_are_said()
    {
        using var folder = new ConvertedFolder();

        var made = await folder.ConvertAsync(
            "c.yaml",
            "prompts: ['Say {{x}}']\nproviders:\n  - openai:gpt-4o\n  - { id: 'anthropic:messages:claude-3-5-haiku-20241022', label: small, config: { max_tokens: 20 } }\n  - bedrock:other\ntests: [{ vars: { x: a } }]\n"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.IsPartial, Is.False);
            Assert.That(made.Suite, Does.Contain("generation: { temperature: 0, max_tokens: 1024 }"));
            Assert.That(made.Suite, Does.Contain("generation: { temperature: 0, max_tokens: 20 }"));
            Assert.That(
                made.Suite,
                Does.Contain("model: claude-3-5-haiku-20241022").And.Contain("${ANTHROPIC_API_KEY}")
            );
            Assert.That(made.Suite, Does.Contain("# fill in; was bedrock:other"));
        }
    }

    [Test]
    public async Task Texts_of_a_configuration_stay_data_in_the_suite()
    {
        using var folder = new ConvertedFolder();

        var made = await folder.ConvertAsync(
            "c.yaml",
            "description: \"a\\n# b: [\"\nprompts: [\"Pay ${HOME} now: {{ x }} \\\"}\\n\\n\"]\nproviders: [\"x:y\\nevil: true\"]\ntests: [{ vars: { x: '${HOME} }} {' } }]\n"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.Suite, Does.Contain("description: \"a\\n# b: [\"").And.Contain("$${HOME}"));
            Assert.That(made.Suite, Does.Contain("# fill in; was x:y evil: true").And.Not.Contain("\nevil"));
            Assert.That(made.Files["tests.jsonl"], Does.Contain("${HOME} }} {"));
        }
    }

    [TestCase("tests: [", "c.yaml:1:")]
    [TestCase("name: x\n", "c.yaml:1:1")]
    [TestCase("prompts: [a]\ntests: !!js/function 'x'\n", "c.yaml:2:8")]
    public async Task What_is_broken_or_of_no_tool_is_told_with_its_place(string text, string place)
    {
        using var folder = new ConvertedFolder();

        var wrong = await Assert.ThrowsAsync<DocumentException>(() => folder.ConvertAsync("c.yaml", text));

        Assert.That(wrong!.Message, Does.Contain(place));
    }

    [Test]
    public async Task Tests_in_lines_of_json_are_told_by_their_lines()
    {
        using var folder = new ConvertedFolder();
        folder.Write(
            "t.jsonl",
            "{\"vars\":{\"x\":\"a\"}}\n\n{\"vars\":{\"x\":\"b\"},\"assert\":[{\"type\":\"python\",\"value\":\"f\"}]}\n"
        );

        var made = await folder.ConvertAsync("c.yaml", "prompts: ['{{x}}']\nproviders: [echo]\ntests: t.jsonl\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.Samples, Is.EqualTo(1));
            Assert.That(ConvertedFolder.Refused(made), Is.EqualTo(new[] { "t.jsonl:3:54: the assertion 'python'" }));
        }
    }

    [TestCase("'[INST] {{x}} [/INST]'", true)]
    [TestCase("'[{\"role\": \"user\", \"content\": {{x}}}]'", false)]
    [TestCase("'[{\"role\": \"user\", \"content\": \"{{x}}\"}]'", true)]
    [TestCase("'[{\"role\": \"user\", \"content\": [{\"type\": \"text\"}]}]'", false)]
    [TestCase("'{\"question\": \"{{x}}\"}'", false)]
    [TestCase("'Yes/no'", false)]
    [TestCase("file://prompt.py", false)]
    [TestCase("'langfuse://p'", false)]
    public async Task A_prompt_is_taken_where_models_would_be_asked_with_the_same(string prompt, bool isTaken)
    {
        using var folder = new ConvertedFolder();

        var made = await folder.ConvertAsync("c.yaml", $"prompts: [{prompt}]\ntests: [{{ vars: {{ x: a }} }}]\n");

        Assert.That(made.Suite is not null, Is.EqualTo(isTaken), string.Join('\n', ConvertedFolder.Refused(made)));
    }

    [Test]
    public async Task Lists_that_make_too_many_tests_are_refused()
    {
        using var folder = new ConvertedFolder();
        string list = "[" + string.Join(", ", Enumerable.Range(0, 400).Select(i => $"t{i}")) + "]";

        var made = await folder.ConvertAsync(
            "c.yaml",
            $"prompts: ['{{{{a}}}}']\nproviders: [echo]\ntests: [{{ vars: {{ a: {list}, b: {list}, c: {list} }} }}]\n"
        );

        Assert.That(ConvertedFolder.Refused(made), Has.One.Contains("more than 100,000 tests"));
    }
}
