using NUnit.Framework;

namespace EvalHarness.Tests.Yaml;

public sealed class SyntaxFaultsTests
{
    [TestCase("a: [b, c\nd: 1\ne: [f]\n", "f:1:4: [ that is never closed; expected ]")]
    [TestCase("a: [b,\n  c\nd: 1\n", "f:1:4: [ that is never closed; expected ]")]
    [TestCase("a: { b: 1, c: {d: 2 }\nx: 1\n", "f:1:4: { that is never closed; expected }")]
    [TestCase("{a: 1", "f:1:1: { that is never closed; expected }")]
    [TestCase("m:\n  - t: s\n    m: [a, b\n    r: 1\n", "f:3:8: [ that is never closed; expected ]")]
    [TestCase("a: 'abc\nd: 1\nf: it's\n", "f:1:4: ' that is never closed; expected '")]
    [TestCase("a: \"abc\nd: 1\n", "f:1:4: \" that is never closed; expected \"")]
    [TestCase("a: \"abc", "f:1:4: \" that is never closed; expected \"")]
    [TestCase("a: {b: \"x}\nc: 'd'\ne: \"f\"\n", "f:1:8: \" that is never closed; expected \"")]
    [TestCase("a: [b, c}\nd: 1\n", "f:1:9: '}'; expected ',' or ']'")]
    [TestCase("a: ]\n", "f:1:4: ']'; expected a value")]
    [TestCase("{a: 1}}\n", "f:1:7: '}'; expected nothing after the end of the document")]
    [TestCase("m:\n  a: {p: x\n    q: y}\n", "f:2:10: a value that goes on over the next line; expected ',' after it")]
    public void An_open_bracket_or_quote_is_reported_where_it_opens(string text, string fault) =>
        Assert.That(YamlText.Faults(text), Is.EqualTo(new[] { fault }));

    [TestCase("models\n  a: 1\n", "f:1:1: 'models' without a colon; expected key: value")]
    [TestCase("m:\n  a\n  b: 1\n", "f:2:3: 'a' without a colon; expected key: value")]
    [TestCase("a: b: c\n", "f:1:5: a second colon in a value; expected the value in quotes")]
    [TestCase(
        "a: 'it's'\n",
        "f:1:8: 's'' after the end of a quoted value; expected a quote within the value doubled: ''"
    )]
    [TestCase("a: @x\n", "f:1:4: @ at the start of a value; expected the value in quotes")]
    [TestCase("a: \"\\q\"\n", "f:1:4: an unknown escape after a backslash; expected single quotes, or two backslashes")]
    [TestCase(
        "a: \"\\UFFFFFFFF\"\n",
        "f:1:4: an escape that stands for no character; expected single quotes, or another escape"
    )]
    public void A_slip_of_the_pen_is_named(string text, string fault) =>
        Assert.That(YamlText.Faults(text), Is.EqualTo(new[] { fault }));

    [TestCase("a: 1\n\tb: 2\n", "f:2:1: a tab in the indentation; expected spaces")]
    [TestCase("a:\n\tb: 2\n", "f:2:1: a tab in the indentation; expected spaces")]
    [TestCase("a: |\n\tx\n", "f:2:1: a tab in the indentation; expected spaces")]
    [TestCase("a:\n  b: 1\n \tc: 2\n", "f:3:2: a tab in the indentation; expected spaces")]
    [TestCase(
        "a:\n - b\n c\n",
        "f:3:2: 'c'; expected '-' as on the lines before, or the indentation of its neighbours"
    )]
    [TestCase("a:\n   b: 1\n  c: 2\n", "f:3:3: 'c:'; expected a key with the indentation of its neighbours")]
    [TestCase("a: 1\n  b: 2\n", "f:2:3: 'b:' further right than its neighbours; expected a key with their indentation")]
    public void Wrong_indentation_is_reported_on_its_line(string text, string fault) =>
        Assert.That(YamlText.Faults(text), Is.EqualTo(new[] { fault }));

    [Test]
    public void A_tab_that_the_parser_forgives_is_a_warning() =>
        Assert.That(
            YamlText.Warnings("a: [b,\n\tc]\n"),
            Is.EqualTo(new[] { "f:2:1: warning: a tab in the indentation; write spaces" })
        );

    [Test]
    public void A_tab_within_a_block_of_text_is_content() =>
        Assert.That(YamlText.Warnings("a: |\n  x\n  \ty\n"), Is.Empty);
}
