using System.Globalization;
using EvalHarness.Tests.Models;
using EvalHarness.Tests.Reports;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>All pages of a published site, and the page of a run that goes on, as axe-core sees them in a real browser; skipped where there is none.</summary>
[Category("Browser")]
[NonParallelizable]
public sealed class SiteAxeTests
{
    [Test]
    public async Task Axe_and_a_keyboard_find_nothing_wrong_with_any_kind_of_page_of_a_site()
    {
        Chromium.Find();
        using var tool = new Tool();
        await tool.RunAsync("new", ".");
        await tool.RunAsync("run", "routing.yaml", "--quiet");
        string rules = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "data", "rules.yaml"));
        tool.Write("data/rules.yaml", rules.Replace("invoice, charged,", "invoice,", StringComparison.Ordinal));
        await tool.RunAsync("run", "routing.yaml", "--quiet", "--fresh");
        var ended = await tool.RunAsync("publish", "results", "--out", "site");
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        string site = Path.Combine(tool.Folder, "site");
        string[] pages =
        [
            .. Directory
                .EnumerateFiles(site, "*.html", SearchOption.AllDirectories)
                .GroupBy(page => Path.GetRelativePath(site, page).Split(Path.DirectorySeparatorChar)[0])
                .Select(kind => kind.Order(StringComparer.Ordinal).First()),
        ];
        await using var browser = await Chromium.OpenAsync(pages[0], Path.Combine(tool.Folder, "profile"));
        var wrong = new List<string>();
        foreach (string page in pages)
        {
            await browser.PreferAsync(isStill: true);
            await browser.ResizeAsync(1280, 900);
            await browser.GoAsync(page);
            wrong.AddRange(
                (await KeyboardWalk.FaultsAsync(browser)).Select(fault => Path.GetFileName(page) + ": " + fault)
            );
            wrong.AddRange(
                (await Axe.ViolationsAsync(browser, page)).Select(found =>
                    Path.GetRelativePath(site, page) + ": " + found
                )
            );
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pages, Has.Length.EqualTo(5), "index, suites, models, runs, compare");
            Assert.That(wrong, Is.Empty);
        }

        await ATableIsFilteredAndSortedAsync(browser, Path.Combine(site, "index.html"));
    }

    private static async Task ATableIsFilteredAndSortedAsync(Chromium browser, string page)
    {
        const string rows =
            "[...document.querySelectorAll('.index tbody tr')].filter(row => !row.hidden).length + ' ' + document.activeElement.className";
        await browser.ResizeAsync(1280, 900);
        await browser.GoAsync(page);
        await browser.PressAsync("/", 191);
        await browser.PressAsync("z", 90);
        await browser.PressAsync("z", 90);
        string none = await browser.TextAsync(rows);
        await browser.PressAsync("Escape", 27);
        string all = await browser.TextAsync(rows);
        await browser.PressAsync("Tab", 9);
        await browser.PressAsync(" ", 32);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(none, Is.EqualTo("0 filter"));
            Assert.That(all, Does.Match("^[1-9][0-9]* filter$"));
            Assert.That(
                await browser.TextAsync("document.activeElement.closest('th').getAttribute('aria-sort')"),
                Is.EqualTo("ascending")
            );
        }
    }

    [Test]
    public async Task Axe_finds_nothing_wrong_with_the_page_of_a_run_that_goes_on_and_of_one_that_was_killed()
    {
        const int free = 30;
        const string shown =
            "new Promise(done => { const look = () => document.querySelector('.live-board tbody tr') ? done(document.querySelector('.live-phase').textContent) : setTimeout(look, 50); look(); })";
        Chromium.Find();
        using var tool = new Tool();
        using var some = new SemaphoreSlim(0);
        using var isOver = new ManualResetEventSlim();
        await using var server = new FaultServer(request =>
        {
            if (request.Number > free)
            {
                some.Release();
                isOver.Wait();
            }

            return request.Number % 5 == 0 ? FaultReply.Status(422) : FaultReply.Chat("positive");
        });
        try
        {
            Suites.Write(tool, server.Url, 100, "{ in_flight: 2 }");
            using var running = tool.Start("run", "suite.yaml");
            await some.WaitAsync();
            int port = ServeTests.FreePort();
            using var serving = tool.Start("serve", "results", "--port", port.ToString(CultureInfo.InvariantCulture));
            await serving.SaysAsync("serving");
            string page = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/live.html");
            await using var browser = await Chromium.OpenAsync(page, Path.Combine(tool.Folder, "profile"));
            string going = await browser.TextAsync(shown);
            string title = await browser.TextAsync("document.title");
            string[] whileItGoesOn = await Axe.ViolationsAsync(browser, page, shown);
            running.Kill();
            await running.EndAsync();
            await browser.GoAsync(page);
            string killed = await browser.TextAsync(shown);
            string[] afterwards = await Axe.ViolationsAsync(browser, page, shown);
            using (Assert.EnterMultipleScope())
            {
                Assert.That((going, killed), Is.EqualTo(("Now", "Stopped")));
                Assert.That(title, Does.Match("^(28|29|30)\u00a0% of served$"));
                Assert.That(whileItGoesOn, Is.Empty);
                Assert.That(afterwards, Is.Empty);
                Assert.That(await browser.TextAsync("document.documentElement.dataset.violations"), Is.EqualTo("0"));
                Assert.That(
                    await browser.TextAsync("document.querySelector('.live-on code').textContent"),
                    Is.EqualTo("evalharness run suite.yaml")
                );
            }
        }
        finally
        {
            // A server that held its requests for ever could not be disposed of.
            isOver.Set();
        }
    }
}
