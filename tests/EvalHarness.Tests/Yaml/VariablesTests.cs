using EvalHarness.Core;
using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Yaml;

public sealed class VariablesTests
{
    private static readonly (string, string)[] Environment =
    [
        ("HOST", "example.org"),
        ("TOKEN", "s3cr3t-value"),
        ("EMPTY", ""),
        ("BRACES", "${HOST}"),
        ("COATS", "3"),
    ];

    [TestCase("name: ${HOST}", "example.org")]
    [TestCase("name: https://${HOST}/v1", "https://example.org/v1")]
    [TestCase("name: ${HOST}${HOST}", "example.orgexample.org")]
    [TestCase("name: ${NONE:-models}/a", "models/a")]
    [TestCase("name: ${EMPTY:-models}", "models")]
    [TestCase("name: ${HOST:-models}", "example.org")]
    [TestCase("name: ${NONE:-}x", "x")]
    [TestCase("name: a$b", "a$b")]
    [TestCase("name: $${HOST}", "${HOST}")]
    [TestCase("name: ${BRACES}", "${HOST}")]
    public void Variables_are_replaced_once(string text, string name)
    {
        var findings = new FaultCollector();
        var table = YamlText.Bind<Table>(text, findings, Environment);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(YamlText.Faults(findings), Is.Empty);
            Assert.That(table?.Name, Is.EqualTo(name));
        }
    }

    [Test]
    public void Numbers_may_come_from_the_environment_too() =>
        Assert.That(
            YamlText.Bind<Table>("{name: x, parts: \"${COATS}\"}", new FaultCollector(), Environment)!.Parts,
            Is.EqualTo(3)
        );

    [TestCase(
        "name: ${NONE}",
        "f:1:7: the variable NONE is not set; expected it in the environment, or a default: ${NONE:-default}"
    )]
    [TestCase(
        "name: ${}",
        "f:1:7: a '${' that names no variable; expected ${NAME}, ${NAME:-default}, or $${ for the characters"
    )]
    [TestCase(
        "name: ${HOST",
        "f:1:7: a '${' that names no variable; expected ${NAME}, ${NAME:-default}, or $${ for the characters"
    )]
    [TestCase("{name: x, parts: \"${TOKEN}\"}", "f:1:18: '${TOKEN}' for 'parts'; expected a whole number")]
    [TestCase("{name: x, wood: \"${TOKEN}\"}", "f:1:17: '${TOKEN}' for 'wood'; expected oak or red_pine")]
    public void A_fault_names_the_variable_and_never_its_value(string text, string fault)
    {
        var findings = new FaultCollector();
        YamlText.Bind<Table>(text, findings, Environment);
        Assert.That(YamlText.Faults(findings), Is.EqualTo(new[] { fault }));
    }

    [Test]
    public void A_secret_can_only_come_from_the_environment_and_does_not_show()
    {
        var findings = new FaultCollector();
        var flat = YamlText.Bind<Flat>("key: ${TOKEN}", findings, Environment)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(YamlText.Faults(findings), Is.Empty);
            Assert.That(flat.Key!.Reveal(), Is.EqualTo("s3cr3t-value"));
            Assert.That(flat.ToString(), Does.Contain("***").And.Not.Contain("s3cr3t"));
        }
    }

    [TestCase("key: sk-abc123")]
    [TestCase("key: 'sk-abc123'")]
    [TestCase("key: ${TOKEN:-sk-abc123}")]
    [TestCase("key: sk-abc123${TOKEN}")]
    [TestCase("headers: {authorization: Bearer sk-abc123}")]
    [TestCase("headers: {x-api-key: sk-abc123}")]
    public void A_secret_written_out_is_a_fault_that_does_not_repeat_it(string text)
    {
        var findings = new FaultCollector();
        YamlText.Bind<Flat>(text, findings, Environment);
        string[] faults = YamlText.Faults(findings);
        Assert.That(faults, Has.Length.EqualTo(1).And.All.Contains("a secret written out").And.None.Contains("abc123"));
    }

    [Test]
    public void A_header_that_names_no_secret_may_be_written_out()
    {
        var findings = new FaultCollector();
        var headers = YamlText
            .Bind<Flat>("headers: {x-title: evals, authorization: 'Bearer ${TOKEN}'}", findings, Environment)!
            .Headers!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(YamlText.Faults(findings), Is.Empty);
            Assert.That(headers["x-title"].Reveal(), Is.EqualTo("evals"));
            Assert.That(headers["authorization"].Reveal(), Is.EqualTo("Bearer s3cr3t-value"));
        }
    }

    [Test]
    public void What_is_written_out_for_all_to_read_is_not_masked()
    {
        var bound = YamlText.Bind<Flat>(
            "headers: {x-title: headlines, TOKENIZERS_PARALLELISM: 'false', authorization: 'Bearer ${TOKEN}'}",
            new FaultCollector(),
            Environment
        )!;

        Assert.That(SecretMask.Of(bound).Hide("headlines/s3cr3t-value"), Is.EqualTo("headlines/***"));
    }

    [Test]
    public void A_value_of_the_environment_stays_out_of_a_constructor_s_complaint()
    {
        var findings = new FaultCollector();
        YamlText.Bind<Secretive>("text: ${TOKEN}", findings, Environment);
        Assert.That(YamlText.Faults(findings), Is.EqualTo(new[] { "f:1:7: a value that is not valid" }));
    }

    /// <summary>Complains of its value, value and all.</summary>
    /// <param name="Text">Never right.</param>
    public sealed record Secretive(string Text)
    {
        /// <summary>Never right.</summary>
        public string Text { get; init; } = Refuse(Text);

        private static string Refuse(string text) => throw new ArgumentException($"bad value {text}", nameof(text));
    }
}
