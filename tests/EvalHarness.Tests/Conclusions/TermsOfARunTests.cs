using EvalHarness.Cli;
using EvalHarness.Cli.Views;
using EvalHarness.Conclusions;
using EvalHarness.Reports;
using EvalHarness.Reports.Records;
using EvalHarness.Reports.Views;
using EvalHarness.Tests.Reports;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions;

/// <summary>Licenses and terms that a suite declares: kept in the run, and shown wherever the run is.</summary>
public sealed class TermsOfARunTests
{
    private const string Model =
        "provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m, license: Apache-2.0, terms: { data_leaves: yes, source: contract }";

    private const string Asked = "require: { data_may_leave: no }\n";

    private readonly EvaluationSetup setup = new();

    [Test]
    public async Task A_run_that_is_opened_again_shows_what_its_suite_declared()
    {
        var run = await RunAsync();
        // The suite of today declares nothing any more.
        setup.Write();
        var opened = await setup.OpenAsync(run);
        string page = await Pages.WriteAsync(ReportInput.Of(opened));
        string text = MarkdownReport.Render(ReportInput.Of(opened));
        string json = ResultJson.Of(opened);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                page,
                Does.Contain("id=\"terms\"")
                    .And.Contain("terms: 1 note")
                    .And.Contain("as declared: Apache-2.0 (1 model)")
            );
            Assert.That(text, Does.Contain("## Licenses and terms").And.Contain("prompts to 'ours' leave the house"));
            Assert.That(text, Does.Contain("Apache-2.0"));
            Assert.That(json, Does.Contain("\"terms\": {").And.Contain("\"data_leaves\": \"yes\""));
            Assert.That(
                opened.Notes.Select(note => note.Text),
                Has.Exactly(1).Contains("as declared in the suite (contract); the suite asks that they do not")
            );
        }
    }

    [Test]
    public async Task A_run_without_them_shows_nothing_of_them()
    {
        var run = await setup.RunAsync();
        string json = ResultJson.Of(run);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllTextAsync(run.Folder.HeaderFile), Does.Not.Contain("\"terms\""));
            Assert.That(await Pages.WriteAsync(ReportInput.Of(run)), Does.Not.Contain("id=\"terms\""));
            Assert.That(json, Does.Not.Contain("\"terms\""));
        }
    }

    [TestCase(80, false)]
    [TestCase(140, true)]
    public async Task A_terminal_shows_licenses_where_there_is_room_and_does_not_miss_them_elsewhere(
        int columns,
        bool isShown
    )
    {
        var run = await RunAsync();
        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null);
        terminal.Out.Profile.Width = columns;
        LeaderboardView.Write(terminal, run.Comparison);
        string[] board = output.ToString().Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(board, Has.Exactly(1).Match(@"ours +!"));
            Assert.That(board, Has.Exactly(isShown ? 1 : 0).Contains("Apache-2.0"));
            Assert.That(board, Has.Exactly(isShown ? 1 : 0).Contains("license"));
        }
    }

    [Test]
    public async Task An_option_of_the_decision_has_the_terms_of_its_model()
    {
        setup.Write(Model, Asked + EvaluationSetup.Decision(perError: 0.1));
        var run = await setup.RunAsync();
        var option = run.Decision!.Result.Spec.Option("ours");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(option.License!.Id, Is.EqualTo("Apache-2.0"));
            Assert.That(option.Terms!.Source, Is.EqualTo("contract"));
        }
    }

    private Task<Evaluation> RunAsync()
    {
        setup.Write(Model, Asked);
        return setup.RunAsync();
    }
}
