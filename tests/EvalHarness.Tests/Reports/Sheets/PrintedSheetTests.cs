using EvalHarness.Reports;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Sheets;

/// <summary>A decision as it is printed and as it is read on screens of all widths; skipped where there is no Chromium.</summary>
[Category("Browser")]
[NonParallelizable]
public sealed class PrintedSheetTests
{
    private const int Tallest = 9000;

    // Charts follow the window when they are drawn anew, a moment after it has changed.
    private const string Overflow = """
        (async () => {
          const root = document.documentElement;
          for (let i = 0; i < 100 && root.scrollWidth > root.clientWidth; i++) await new Promise(done => setTimeout(done, 100));
          return root.scrollWidth - root.clientWidth;
        })()
        """;

    [TestCase("example-S3")]
    [TestCase("alone")]
    [TestCase("hostile")]
    public async Task One_page_is_printed_and_nothing_is_wider_than_any_screen(string decision)
    {
        var folder = Directory.CreateTempSubdirectory("evalharness-sheet-");
        try
        {
            string file = Path.Combine(folder.FullName, "decision.html");
            await DecisionPage.WriteAsync(DecisionPageTests.Account(decision), file);
            await using var browser = await Chromium.OpenAsync(file, Path.Combine(folder.FullName, "profile"));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(await browser.PrintAsync(), Is.EqualTo(1), "sheets of paper");
                foreach (int width in new[] { 1280, 768, 390 })
                {
                    await browser.ResizeAsync(width, 900);
                    Assert.That((await browser.EvaluateAsync(Overflow)).GetInt32(), Is.Zero, $"wider than {width}");
                    if (width == 1280)
                    {
                        Assert.That(await NumberAsync(browser, "scrollHeight"), Is.LessThan(Tallest));
                    }
                }

                Assert.That(await browser.TextAsync("document.documentElement.dataset.violations"), Is.EqualTo("0"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> NumberAsync(Chromium browser, string what) =>
        (await browser.EvaluateAsync($"document.documentElement.{what}")).GetInt32();
}
