using CsCheck;
using EvalHarness.Cli;
using EvalHarness.Core;
using EvalHarness.Tests.Models;
using NUnit.Framework;
using Spectre.Console;

namespace EvalHarness.Tests.Cli;

/// <summary>What data and models say never steers a terminal.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class VisibleOutputTests
{
    [TestCase("plain text, ümläute, 漢字, עברית", "plain text, ümläute, 漢字, עברית")]
    [TestCase("two\nlines\tand a tab", "two\nlines\tand a tab")]
    [TestCase("red \u001b[31mtext", "red \\u001b[31mtext")]
    [TestCase("back\rspace\b", "back\\u000dspace\\u0008")]
    [TestCase("a\u202Eb\u2066c", "a\\u202eb\\u2066c")]
    [TestCase("one\u2028two", "one\\u2028two")]
    [TestCase("\u009b2J", "\\u009b2J")]
    [TestCase("👩\u200D🔬", "👩\u200D🔬")]
    public void A_text_shows_what_a_terminal_would_obey(string text, string shown) =>
        Assert.That(VisibleText.Of(text), Is.EqualTo(shown));

    [Test]
    public void Nothing_that_a_terminal_obeys_is_left_of_any_text() =>
        Gen.String[Gen.OneOf(Gen.Char['\0', '\u00a0'], Gen.Char['\u2000', '\u206f']), 0, 40]
            .Sample(
                text =>
                {
                    string shown = VisibleText.Of(text);
                    Assert.That(shown.Where(c => char.IsControl(c) && c is not ('\n' or '\t')), Is.Empty);
                    Assert.That(
                        shown.Where(c => c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')),
                        Is.Empty
                    );
                },
                iter: 2_000,
                seed: "0000000000000"
            );

    [Test]
    public void An_id_without_an_end_is_cut()
    {
        string shown = VisibleText.Id(new string('x', 1_000_000));
        Assert.That(shown, Has.Length.EqualTo(VisibleText.LongestId + 1).And.EndsWith("…"));
    }

    [TestCase(20)]
    [TestCase(21)]
    [TestCase(22)]
    [TestCase(23)]
    [TestCase(24)]
    public void No_line_of_a_sentence_that_wraps_ends_in_a_blank(int width)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null, width);
        terminal.Say("One sentence of many short words, which a narrow terminal breaks in many a place.");
        terminal.Out.MarkupLine("[bold]Not yet.[/] First measure the loss by a wrong answer, [green]for $120[/].");
        string[] lines = output.ToString().Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.Length.GreaterThan(6));
            Assert.That(lines, Has.None.EndsWith(" "));
            Assert.That(string.Join(' ', lines), Does.Contain("wrong answer, for $120."));
        }
    }

    [Test]
    public void Rich_text_keeps_its_own_colours_and_loses_those_of_the_data()
    {
        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null);
        terminal.Out.MarkupLineInterpolated($"[bold]{"a\u001b[2Jb"}[/]");
        terminal.Out.Write(new Table().AddColumn("c").AddRow(new Text("x\u202Ey")));
        terminal.Write("\u001b]0;title\u0007");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.ToString(), Does.Contain("a\\u001b[2Jb").And.Contain("x\\u202ey"));
            Assert.That(output.ToString(), Does.Contain("\\u001b]0;title\\u0007"));
            Assert.That(output.ToString(), Does.Not.Contain('\u001b').And.Not.Contain('\u202e'));
        }
    }

    [Test]
    public async Task Answers_and_ids_that_would_steer_a_terminal_are_shown_as_text()
    {
        await using var server = new FaultServer(_ => FaultReply.Chat("up \u001b[2J\u202Enwod"));
        string folder = ModelSetup.NewFolder();
        string id = "s\u001b[31m" + new string('y', 500);
        string row = System.Text.Json.JsonSerializer.Serialize(
            new
            {
                id,
                text = "Orders \u0007rose",
                label = "up",
            }
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "data.jsonl"),
            row + "\n" + row.Replace("s\\u001B", "t\\u001B", StringComparison.Ordinal) + "\n"
        );
        string suite = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(
            suite,
            $$$"""
            suite: news
            seed: 7
            models:
              served: { provider: openai-compatible, endpoint: "{{{server.Url}}}", model: m }
            tasks:
              - task: news
                dataset: { file: data.jsonl, id: id, fields: [text], target: label }
                prompt: "Is it good news? {{text}}"
                answer: { choice: [up, down] }
                metrics: [accuracy]
            """
        );
        string results = Path.Combine(folder, "results");
        var run = await FaultsAtOnceTests.RunAsync("run", suite, "--results", results);
        var show = await FaultsAtOnceTests.RunAsync("show", "news", id, "--results", results);
        string all = run.Output + run.Errors + show.Output + show.Errors;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Exit, Is.EqualTo(ExitCode.Good), run.Errors);
            Assert.That(show.Output, Does.Contain("\\u001b[2J\\u202enwod"), show.Errors);
            Assert.That(all, Does.Not.Contain('\u001b').And.Not.Contain('\u202e').And.Not.Contain('\u0007'));
            Assert.That(all, Does.Not.Contain(new string('y', 200)));
        }
    }
}
