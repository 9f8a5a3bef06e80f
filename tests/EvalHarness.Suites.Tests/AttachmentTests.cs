using EvalHarness.Conclusions;
using EvalHarness.NUnit;
using NUnit.Framework;

namespace EvalHarness.Suites.Tests;

/// <summary>What <c>dotnet test</c> leaves in the run folder and hangs on its results.</summary>
public sealed class AttachmentTests
{
    [Test]
    public async Task The_report_has_the_decision_and_its_verdict_and_is_that_of_the_tool()
    {
        var run = await Eval.RunAsync("suites/finance/headline-sentiment.yaml");

        await Attachments.AddAsync(run);

        string page = await File.ReadAllTextAsync(Path.Combine(run.Folder.Path, "report.html"));
        var opened = await Evaluation.OpenAsync(
            run.Folder.Path,
            new EvaluationOptions { Results = Path.GetFullPath(Path.Combine(run.Folder.Path, "..", "..", "..")) }
        );
        string other = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"report-{Guid.NewGuid():N}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("id=\"verdict\"").And.Contain("href=\"decision.html\""));
            Assert.That(Path.Combine(run.Folder.Path, "decision.html"), Does.Exist);
            Assert.That(await File.ReadAllTextAsync(await opened.WriteReportAsync(other)), Is.EqualTo(page));
            Assert.That(Path.Combine(run.Folder.Path, "gates.md"), Does.Exist);
        }
    }
}
