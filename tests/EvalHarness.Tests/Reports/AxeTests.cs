using EvalHarness.Reports;
using EvalHarness.Tests.Reports.Sheets;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>Reports and decisions as axe-core sees them in a real browser: light, dark and on a phone; skipped where there is no Chromium.</summary>
[Category("Browser")]
[NonParallelizable]
public sealed class AxeTests
{
    // All that is folded is opened: a sample of the list, its two answers side by side, every table behind a chart.
    private const string OpenAll = """
        (async () => {
          for (const folded of document.querySelectorAll('details')) folded.open = true;
          for (const browser of document.querySelectorAll('.browser')) {
            if (!browser.getClientRects().length) continue;
            browser.scrollIntoView();
            await browser.ready;
            for (let i = 0; i < 100 && !browser.querySelector('.row'); i++) await new Promise(done => setTimeout(done, 50));
            browser.querySelector('.row')?.click();
            for (let i = 0; i < 100 && !browser.querySelector('.detail h3'); i++) await new Promise(done => setTimeout(done, 50));
            for (const folded of browser.querySelectorAll('.detail details')) folded.open = true;
          }
          await new Promise(done => setTimeout(done, 200));
          return document.querySelectorAll('.two-answers pre').length;
        })()
        """;

    [TestCase("headlines")]
    [TestCase("simulations")]
    [TestCase("hostile")]
    public async Task Axe_finds_nothing_wrong_with_a_report_whose_samples_and_tables_are_opened(string recipe)
    {
        var folder = Directory.CreateTempSubdirectory("evalharness-axe-");
        try
        {
            string page = Path.Combine(folder.FullName, "report.html");
            await HtmlReport.WriteAsync(InventedRun.Of(Recipes.All[recipe]), page);
            await using var browser = await Chromium.OpenAsync(page, Path.Combine(folder.FullName, "profile"));
            int answers = (await browser.EvaluateAsync(OpenAll)).GetInt32();
            string[] wrong = await Axe.ViolationsAsync(browser, page, OpenAll);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(answers, Is.EqualTo(2), "two answers stand side by side");
                Assert.That(wrong, Is.Empty);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase("example-S3")]
    [TestCase("alone")]
    [TestCase("hostile")]
    public async Task Axe_finds_nothing_wrong_with_a_decision(string decision)
    {
        var folder = Directory.CreateTempSubdirectory("evalharness-axe-");
        try
        {
            string page = Path.Combine(folder.FullName, "decision.html");
            await DecisionPage.WriteAsync(DecisionPageTests.Account(decision), page);
            await using var browser = await Chromium.OpenAsync(page, Path.Combine(folder.FullName, "profile"));
            Assert.That(
                await Axe.ViolationsAsync(
                    browser,
                    page,
                    "document.querySelectorAll('details').forEach(folded => { folded.open = true; })"
                ),
                Is.Empty
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
