using EvalHarness.Reports;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>The page of a run on paper, whatever the screen that it is printed from; skipped where there is no Chromium.</summary>
[Category("Browser")]
[NonParallelizable]
public sealed class PrintedReportTests
{
    private const string Drawn = """
        new Promise(done => {
          const wait = () => document.documentElement.dataset.charts?.startsWith('0/') === false ? setTimeout(done, 300) : setTimeout(wait, 100);
          // Charts are drawn when they come near the screen.
          [...document.querySelectorAll('.plot')].find(plot => plot.offsetParent).scrollIntoView();
          wait();
        })
        """;

    /// <summary>Width of each chart that is printed; one that does not fill its place is told with both widths.</summary>
    private const string Charts = """
        [...document.querySelectorAll('.plot')].filter(plot => plot.offsetParent).map(plot => {
          const width = Math.round(plot.querySelector('.main-svg')?.getAttribute('width') ?? 0);
          return Math.abs(width - plot.clientWidth) < 2 ? String(width) : `${width} in ${plot.clientWidth}`;
        }).join(' ')
        """;

    /// <summary>What is printed beyond the right margin.</summary>
    private const string Cut = """
        [...document.querySelectorAll('main *')].filter(one => one.checkVisibility() && !one.closest('details:not([open]), svg')
          && one.getBoundingClientRect().right > innerWidth + 1)
          .map(one => `${one.closest('section')?.id} ${one.tagName}.${one.className}`).slice(0, 4).join('; ')
        """;

    /// <summary>Tasks of several that are printed without their names above them.</summary>
    private const string Tasks = """
        [...document.querySelectorAll('.task[role=tabpanel]')].filter(task => task.checkVisibility()
          && getComputedStyle(task, '::before').content !== JSON.stringify(task.dataset.name)).map(task => task.dataset.name).join()
        """;

    /// <summary>What the first page says of which run it is; empty where that is not seen.</summary>
    private const string Named =
        "[...document.querySelectorAll('.printed')].filter(one => one.checkVisibility()).map(one => one.textContent).join()";

    [TestCase("headlines")]
    [TestCase("two-tasks")]
    [TestCase("hostile")]
    [TestCase("many-models")]
    public async Task Charts_are_drawn_for_paper_from_any_screen_and_nothing_is_cut_at_its_margin(string recipe)
    {
        var folder = Directory.CreateTempSubdirectory("evalharness-print-");
        try
        {
            string file = Path.Combine(folder.FullName, "report.html");
            await HtmlReport.WriteAsync(InventedRun.Of(Recipes.All[recipe]), file);
            await using var page = await Chromium.OpenAsync(file, Path.Combine(folder.FullName, "profile"));
            var printed = new Dictionary<int, string>();
            using (Assert.EnterMultipleScope())
            {
                foreach (int width in new[] { 1280, 390 })
                {
                    await page.ResizeAsync(width, 900);
                    await page.GoAsync(file);
                    await page.EvaluateAsync(Drawn);
                    printed[width] = await page.TextAsync($"dispatchEvent(new Event('beforeprint')), {Charts}");
                    await page.ResizeAsync(703, 1047);
                    await page.PreferAsync(isPrint: true);
                    Assert.That(await page.TextAsync(Cut), Is.Empty, $"cut on paper, from {width}");
                    Assert.That(await page.TextAsync(Named), Does.Match(@"^.+ · run \S+ · \d+ \w+ 20\d\d · "), "name");
                    Assert.That(await page.TextAsync(Tasks), Is.Empty, "a task without its name");
                    await page.PreferAsync();
                    await page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
                }

                Assert.That(printed[1280], Does.Match("^901( [0-9]+)*$"));
                Assert.That(printed[390], Is.EqualTo(printed[1280]), "a narrow screen");
                Assert.That(await page.TextAsync("document.documentElement.className"), Does.Not.Contain("on-paper"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
