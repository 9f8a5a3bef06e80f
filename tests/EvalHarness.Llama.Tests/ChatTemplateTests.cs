using System.Text.Json;
using EvalHarness.Llama.Templates;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Llama.Tests;

/// <summary>Chat templates, held against what Jinja2 writes (Templates/make_cases.py).</summary>
public sealed class ChatTemplateTests
{
    private sealed record TurnOf(string Role, string Content);

    private sealed record Case(
        string Template,
        string Chat,
        string Source,
        TurnOf[] Turns,
        string? Text,
        string? Refusal
    );

    public static IEnumerable<TestCaseData> Cases() =>
        JsonSerializer
            .Deserialize<Case[]>(
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Templates", "cases.json")),
                JsonSerializerOptions.Web
            )!
            .Select(one =>
                new TestCaseData(
                    one.Source,
                    one.Turns.Select(turn => (turn.Role, turn.Content)).ToArray(),
                    one.Text,
                    one.Refusal
                ).SetArgDisplayNames(one.Template, one.Chat)
            );

    [TestCaseSource(nameof(Cases))]
    public void A_chat_is_written_as_by_Jinja2(
        string source,
        (string Role, string Content)[] turns,
        string? text,
        string? refusal
    )
    {
        if (refusal is null)
        {
            Assert.That(Render(source, turns), Is.EqualTo(text));
        }
        else
        {
            Assert.That(() => Render(source, turns), Throws.TypeOf<TemplateException>().With.Message.EqualTo(refusal));
        }
    }

    [TestCase("{% if x %}", "line 1: a statement without its 'endif'")]
    [TestCase("a\n\n{{ x + }}", "line 3: a tag that ends before a value")]
    [TestCase("{{ 'a }}", "line 1: a tag that is not closed with '}}'")]
    [TestCase("{% for in x %}{% endfor %}", "line 1: 'x' where 'in' was expected")]
    [TestCase("{{ x ? y }}", "line 1: the character '?' in a tag")]
    [TestCase("{% extends 'x' %}", "line 1: the statement 'extends', which is not understood here")]
    public void A_template_that_cannot_be_read_says_where(string source, string told) =>
        Assert.That(
            () => new ChatTemplate(source),
            Throws.TypeOf<TemplateException>().With.Property("Told").EqualTo(told)
        );

    [TestCase("\n{{ strftime_now('%d') }}", "line 2: a call of 'strftime_now', which is not understood here")]
    [TestCase("{{ x.y }}", "line 1: a member of something that is undefined")]
    [TestCase("{{ 'a'|frobnicate }}", "line 1: the filter 'frobnicate', which is not understood here")]
    [TestCase("{{ 1 is strange }}", "line 1: the test 'strange', which is not understood here")]
    [TestCase("{% for i in range(100000000) %}x{% endfor %}", "line 1: a range of more than 100,000 numbers")]
    public void What_is_not_understood_is_told_when_it_is_met(string source, string told) =>
        Assert.That(
            () => Render(source, [("user", "hi")]),
            Throws.TypeOf<TemplateException>().With.Property("Told").EqualTo(told)
        );

    private static string Render(string source, (string Role, string Content)[] turns) =>
        new ChatTemplate(source).Render(
            turns.Select(turn => new ChatMessage(new ChatRole(turn.Role), turn.Content)),
            "<s>",
            "</s>"
        );
}
