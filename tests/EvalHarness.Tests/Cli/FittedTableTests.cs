using CsCheck;
using EvalHarness.Cli;
using EvalHarness.Cli.Views;
using NUnit.Framework;
using Spectre.Console;

namespace EvalHarness.Tests.Cli;

/// <summary>A table fits its terminal, and breaks no number for it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FittedTableTests
{
    [TestCase(60, "name number picture words price", "")]
    [TestCase(34, "name number picture words", "price")]
    [TestCase(28, "name number words", "picture price")]
    public void What_may_go_first_goes_first(int width, string shown, string leftOut)
    {
        var fitted = Invented("a-model", "12.5", "──●──", "better by a lot", "0.25").In(width);
        string text = Draw(fitted, width);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fitted.LeftOut, Is.EqualTo(leftOut.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            Assert.That(
                text.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Is.EqualTo(shown.Split(' '))
            );
        }
    }

    [Test]
    public void No_line_is_longer_than_the_terminal_and_no_number_is_broken() =>
        Gen.Select(Gen.Int[30, 140], Gen.Int[1, 9], Gen.Int[1, 60])
            .Sample(
                (width, name, words) =>
                {
                    string said = string.Join(' ', Enumerable.Repeat("word", words));
                    string text = Draw(
                        Invented(new string('m', name), "1,234,567.89", "──●──", said, "0.00513").In(width),
                        width
                    );
                    Assert.That(text.Split('\n').Select(line => line.Length), Has.All.LessThanOrEqualTo(width));
                    Assert.That(text, Does.Contain("1,234,567.89"));
                    Assert.That(
                        text.Contains("price", StringComparison.Ordinal),
                        Is.EqualTo(text.Contains("0.00513", StringComparison.Ordinal))
                    );
                },
                iter: 500,
                seed: "0000000000000"
            );

    [Test]
    public void A_name_that_is_longer_than_the_terminal_gives_way_and_the_rest_is_seen()
    {
        string text = Draw(Invented(new string('m', 200), "12.5", "──●──", "better", "0.25").In(40), 40);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text.Split('\n').Select(line => line.Length), Has.All.LessThanOrEqualTo(40));
            Assert.That(text, Does.Contain("12.5").And.Contain("better"));
        }
    }

    private static FittedTable Invented(params string[] cells)
    {
        var table = new FittedTable()
            .Add("name")
            .Add("[grey]number[/]", isRight: true)
            .Add("picture", goes: 1)
            .Add("words", wraps: 6)
            .Add("price", goes: 2, isRight: true);
        table.AddRow(cells);
        return table;
    }

    private static string Draw(Fitted fitted, int width)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null);
        terminal.Out.Profile.Width = width;
        terminal.Out.Write(fitted.Table);
        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n');
    }
}
