using EvalHarness.Conclusions;
using EvalHarness.Reports;
using EvalHarness.Reports.Gates;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions;

/// <summary>Reports of an evaluation: those of the package, a team's own, and none.</summary>
public sealed class ReportWritersTests
{
    private static async Task<Evaluation> RunAsync()
    {
        var setup = new EvaluationSetup();
        setup.Write(sections: EvaluationSetup.Gates + EvaluationSetup.Decision(0.1));
        return await setup.RunAsync();
    }

    [Test]
    public async Task The_report_has_page_markdown_and_tables_with_decision_and_gates()
    {
        var evaluation = await RunAsync();
        string folder = Path.Combine(evaluation.Folder.Path, "elsewhere");

        string page = await evaluation.WriteReportAsync(folder);

        string html = await File.ReadAllTextAsync(page);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Is.EqualTo(Path.Combine(folder, "report.html")));
            Assert.That(
                html,
                Does.Contain("href=\"decision.html\"").And.Contain("id=\"verdict\"").And.Contain("id=\"gates\"")
            );
            Assert.That(Path.Combine(folder, "decision.html"), Does.Exist);
            string[] text = await File.ReadAllLinesAsync(Path.Combine(folder, "report.md"));
            Assert.That(
                MarkdownReport.Render(ReportInput.Of(evaluation)).Split('\n').Where(line => line.Length > 0),
                Is.SubsetOf(text)
            );
            Assert.That(
                text.Count(line => line.StartsWith("![", StringComparison.Ordinal)),
                Is.EqualTo(Directory.GetFiles(Path.Combine(folder, "charts"), "*.svg").Length).And.Positive
            );
            Assert.That(Directory.GetFiles(Path.Combine(folder, "csv")), Has.Length.GreaterThan(5));
        }
    }

    [Test]
    public async Task Gates_are_a_page_of_their_own()
    {
        var evaluation = await RunAsync();

        string path = await evaluation.WriteAsync("gates");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(path, Is.EqualTo(Path.Combine(evaluation.Folder.Path, "gates.md")));
            Assert.That(
                await File.ReadAllTextAsync(path),
                Is.EqualTo(GateMarkdown.Render("front/door", evaluation.Gates)).And.Contain("1 gate: 1 pass")
            );
        }
    }

    [Test]
    public async Task A_writer_of_a_team_is_found_by_its_keyword_in_the_catalogue()
    {
        var evaluation = await RunAsync();

        string path = await evaluation.WriteAsync("ledger");

        Assert.That(await File.ReadAllLinesAsync(path), Is.EqualTo(new[] { "ours", "chance" }));
    }

    [Test]
    public async Task A_word_that_nothing_writes_is_one_line_that_says_what_was_expected()
    {
        var evaluation = await RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(evaluation.CanWrite("ledgr"), Is.False);
            Assert.That(evaluation.CanWrite("report"), Is.True);
            Assert.That(
                async () => await evaluation.WriteAsync("ledgr"),
                Throws
                    .InvalidOperationException.With.Message.StartsWith("nothing here writes 'ledgr'")
                    .And.Message.Not.Contains('\n')
            );
        }
    }
}
