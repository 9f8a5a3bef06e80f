using CsCheck;
using EvalHarness.Cli;
using EvalHarness.Cli.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Cli;

/// <summary>A table fits its terminal, and breaks no number for it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FittedTableTests
{
    [TestCase(79, "name number picture words price", "")]
    [TestCase(78, "name number picture words", "price")]
    [TestCase(71, "name number words", "picture price")]
    public void What_may_go_first_goes_first(int width, string shown, string leftOut)
    {
        var fitted = Invented(new string('m', 51), "12.5", "──●──", "better by far", "0.25").In(width);
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
    public void A_column_takes_its_shorter_form_before_another_one_leaves()
    {
        FittedTable Of()
        {
            var table = new FittedTable().Add("name").Add("verdict", shortens: [3, 1]).Add("price", goes: 2);
            table.AddRow([new string('m', 40), new Cell("undecided, 1,234 more", "+1,234 more", "undecided"), "0.25"]);
            return table;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Draw(Of().In(70), 70), Does.Contain("undecided, 1,234 more").And.Contain("0.25"));
            Assert.That(Draw(Of().In(62), 62), Does.Contain(" +1,234 more").And.Contain("0.25"));
            Assert.That(Of().In(60).IsList, Is.False);
        }
    }

    [Test]
    public void No_line_is_longer_than_the_terminal_and_no_number_is_broken() =>
        Gen.Select(Gen.Int[20, 140], Gen.Int[1, 90], Gen.Int[1, 60])
            .Sample(
                (width, name, words) =>
                {
                    string said = string.Join(' ', Enumerable.Repeat("word", words));
                    string text = Draw(
                        Invented(new string('m', name), "1,234,567.89", "──●──", said, "0.00513").In(width),
                        width
                    );
                    Assert.That(text.Split('\n').Select(line => line.Length), Has.All.LessThanOrEqualTo(width));
                    Assert.That(text.Split('\n'), Has.None.EndsWith(" "));
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
    public void A_name_that_is_too_long_loses_its_middle_and_keeps_both_its_ends()
    {
        string text = Draw(
            Invented(10, ["model-" + new string('m', 200) + "-v2", "12.5", "──●──", "better", "0.25"]).In(60),
            60
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text.Split('\n').Select(line => line.Length), Has.All.LessThanOrEqualTo(60));
            Assert.That(text, Does.Match("model-m+…m+-v2").And.Contain("12.5").And.Contain("better"));
        }
    }

    [TestCase(59, false)]
    [TestCase(120, true)]
    public void In_a_narrow_terminal_and_where_it_is_asked_for_a_row_is_a_sentence(int width, bool asList)
    {
        var fitted = Invented("a-model", "12.5", "──●──", "better by far", "0.25").In(width, asList);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fitted.IsList);
            Assert.That(
                Draw(fitted, width).ReplaceLineEndings(" "),
                Is.EqualTo("a-model: number 12.5, picture ──●──, words better by far,   price 0.25")
                    .Or.EqualTo("a-model: number 12.5, picture ──●──, words better by far, price 0.25")
            );
        }
    }

    [Test]
    public void A_column_that_no_row_fills_takes_no_room()
    {
        var table = new FittedTable().Add("name").Add("empty").Add("number");
        table.AddRow("a", "", "1");
        Assert.That(Draw(table.In(80), 80), Is.EqualTo("name  number\na     1"));
    }

    private static FittedTable Invented(params string[] cells) => Invented(0, cells);

    private static FittedTable Invented(int cuts, string[] cells)
    {
        var table = new FittedTable()
            .Add("name", cuts: cuts)
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
        var terminal = new Terminal(output, TextWriter.Null, width);
        terminal.Out.Write(fitted.Table);
        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n');
    }
}
