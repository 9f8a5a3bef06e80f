using CsCheck;
using EvalHarness.Yaml;
using NUnit.Framework;
using Written = EvalHarness.Yaml.YamlText;

namespace EvalHarness.Tests.Yaml;

/// <summary>What the tool writes into files of its own is read back letter for letter.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class YamlTextTests
{
    [TestCase("positive", "positive")]
    [TestCase("../logs/a.json", "../logs/a.json")]
    [TestCase("true", "\"true\"")]
    [TestCase("$5", "\"$5\"", Description = "a dollar alone begins no variable")]
    [TestCase("${HOME}", "\"$${HOME}\"")]
    [TestCase(".5", "\".5\"")]
    [TestCase("", "\"\"")]
    [TestCase("gut \U0001F600", "\"gut \U0001F600\"", Description = "a letter of two units is no hidden one")]
    [TestCase("a\U000E0041", "\"a\\U000e0041\"", Description = "a tag is, and other readers know no half of it")]
    public void A_value_is_quoted_where_it_could_be_misread(string text, string expected) =>
        Assert.That(Written.Scalar(text), Is.EqualTo(expected));

    [Test]
    public void Lines_with_a_letter_of_two_units_are_a_block_that_a_person_can_read() =>
        Assert.That(Written.Text("good \U0001F600\nor bad?", 2), Is.EqualTo("|-\n  good \U0001F600\n  or bad?"));

    [Test]
    public void Any_text_is_read_back_as_it_was() =>
        Gen.Char["aB0 \t\n\"'\\:#-{}[]$,&*!|>%@`~.é\u00a0\u2028"]
            .Select(letter => letter == 'B' ? "\U0001F600" : letter.ToString())
            .Array[0, 12]
            .Select(string.Concat)
            .Sample(text =>
            {
                foreach (string written in (string[])[Written.Scalar(text), Written.Text(text, 2)])
                {
                    var findings = new FaultCollector();
                    var root = (YamlMapping)YamlComposer.Compose($"key: {written}\n", "t.yaml", findings)!;
                    findings.ThrowIfAny();
                    var value = (YamlScalar)root.Find("key")!.Value;
                    Assert.That(Variables.None.Resolve(value, findings, new BindScope()), Is.EqualTo(text));
                }
            });
}
