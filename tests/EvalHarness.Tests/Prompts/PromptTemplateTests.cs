using CsCheck;
using EvalHarness.Core;
using EvalHarness.Prompts;
using NUnit.Framework;

namespace EvalHarness.Tests.Prompts;

[Parallelizable(ParallelScope.All)]
public sealed class PromptTemplateTests
{
    private static readonly Location Start = new("suite.yaml", 10, 5);

    [Test]
    public void Fields_are_filled_in_wherever_they_stand() =>
        Assert.That(Render("{{a}}: {{ b }} and {{a}}.", ("a", "x"), ("b", "y")), Is.EqualTo("x: y and x."));

    [Test]
    public void Data_is_never_a_template() =>
        Assert.That(Render("{{a}}{{b}}", ("a", "{{b}}"), ("b", "\\{{a}} }}")), Is.EqualTo("{{b}}\\{{a}} }}"));

    [Test]
    public void Json_and_escaped_braces_stand_as_they_are() =>
        Assert.That(Render("""{"x": {"y": 1}} \{{a}} {{a}}""", ("a", "z")), Is.EqualTo("""{"x": {"y": 1}} {{a}} z"""));

    [Test]
    public void Line_breaks_at_the_end_are_dropped_and_spaces_kept() =>
        Assert.That(Render("{{a}}\nanswer: \n\n", ("a", "x")), Is.EqualTo("x\nanswer: "));

    [Test]
    public void Any_data_comes_through_verbatim() =>
        Gen.Select(Gen.String, Gen.String)
            .Sample((a, b) => Render("<{{a}}|{{b}}>", ("a", a), ("b", b)) == $"<{a}|{b}>");

    [TestCase(
        "{{a | table}}",
        """[["\u20ac million", "2022", "2023"], ["Net | sales", "5,829", ""], ["Profit\n(loss)"]]""",
        "| \u20ac million | 2022 | 2023 |\n|---|---|---|\n| Net \\| sales | 5,829 | - |\n| Profit (loss) | - | - |"
    )]
    [TestCase(
        "{{ a|table }}",
        """[{"x": 1.50, "y": null}, {"y": true}]""",
        "| x | y |\n|---|---|\n| 1.50 | - |\n| - | true |"
    )]
    [TestCase("{{a | letters}}", """["yes", "no"]""", "A. yes\nB. no")]
    [TestCase("{{a | numbers}}", """["yes", 2]""", "1. yes\n2. 2")]
    [TestCase("{{a | bullets}}", """["{{a}}", "b"]""", "- {{a}}\n- b")]
    [TestCase("<{{a | lines}}>", """["x"]""", "<x>")]
    public void A_list_or_table_is_written_in_the_form_that_is_asked_for(string template, string field, string text) =>
        Assert.That(Render(template, ("a", field)), Is.EqualTo(text));

    [TestCase("{{a | table}}", "plain text", "a JSON list of rows, each a list of cells or an object")]
    [TestCase("{{a | table}}", "[]", "a JSON list of rows, each a list of cells or an object")]
    [TestCase("{{a | letters}}", """{"A": "x"}""", "a JSON list of texts and numbers, 26 at most")]
    [TestCase("{{a | lines}}", """[["x"]]""", "a JSON list of texts and numbers")]
    public void A_field_that_is_no_list_is_a_fault_of_its_row_that_does_not_show_it(
        string template,
        string field,
        string expected
    )
    {
        var fault = Assert.Throws<DocumentException>(() => Render(template, ("a", field)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                fault.Faults[0].ToString(),
                Does.StartWith("suite.yaml:10:5: found '{{a | ").And.EndsWith(expected)
            );
            Assert.That(fault.Faults[1].ToString(), Does.Contain("'a' of this row is not that"));
            Assert.That(fault.Message, Does.Not.Contain(field));
        }
    }

    [Test]
    public void An_unknown_form_gives_its_place_and_a_mend() =>
        Assert.That(
            () => PromptTemplate.Parse("{{a | tabel}}", Start),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.EqualTo(
                    "suite.yaml:10:5: found form 'tabel'; expected one of table, letters, numbers, bullets, lines; did you mean 'table'?"
                )
        );

    [TestCase("one {{a", "suite.yaml:10:9: found '{{' without '}}'; expected {{field}}, or \\{{ for two braces")]
    [TestCase("one\n  {{a\n}}", "suite.yaml:11:7: found '{{' without '}}'; expected {{field}}, or \\{{ for two braces")]
    [TestCase("{{ }}", "suite.yaml:10:5: found braces without a name; expected {{field}}")]
    public void Broken_braces_give_their_place(string template, string fault) =>
        Assert.That(
            () => PromptTemplate.Parse(template, Start, indent: 4),
            Throws.TypeOf<DocumentException>().With.Message.EqualTo(fault)
        );

    [Test]
    public void All_broken_braces_are_named_at_once() =>
        Assert.That(
            () => PromptTemplate.Parse("{{}}\n{{a {{b}}", Start),
            Throws.TypeOf<DocumentException>().With.Property("Faults").Length.EqualTo(2)
        );

    [Test]
    public void An_unknown_field_gives_its_place_and_a_mend()
    {
        var template = PromptTemplate.Parse("a\n{{compnay}} {{text}}", Start, indent: 4);

        Assert.That(
            template.FindUnknown(["text", "company"]).Select(f => f.ToString()),
            Is.EqualTo([
                "suite.yaml:11:5: found '{{compnay}}', which the dataset does not have as a field; "
                    + "expected one of text, company; did you mean 'company'?",
            ])
        );
    }

    [Test]
    public void Fields_are_listed_once_in_order() =>
        Assert.That(PromptTemplate.Parse("{{b}}{{a}}{{b}}", Start).Fields, Is.EqualTo(["b", "a"]));

    private static string Render(string template, params (string Name, string Value)[] fields) =>
        PromptTemplate.Parse(template, Start).Render(Samples.Of("1", "", fields));
}
