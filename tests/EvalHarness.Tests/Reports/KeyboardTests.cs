using EvalHarness.Reports;
using EvalHarness.Tests.Reports.Sheets;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>Reports and decisions without a pointer, in a real browser; skipped where there is no Chromium.</summary>
[Category("Browser")]
[NonParallelizable]
public sealed class KeyboardTests
{
    private const int Enter = 13,
        Escape = 27,
        Space = 32,
        Right = 39,
        Down = 40,
        Slash = 191;

    // Charts are drawn and samples read while one walks by them: both are there before the walk, so that nothing moves under it.
    private const string Settle = """
        (async () => {
          const root = document.documentElement;
          for (let y = 0; y < root.scrollHeight; y += 600) { scrollTo(0, y); await new Promise(done => setTimeout(done, 40)); }
          for (const browser of document.querySelectorAll('.browser')) if (browser.getClientRects().length) await browser.ready;
          scrollTo(0, 0);
          await new Promise(done => setTimeout(done, 200));
        })()
        """;

    private const string Focused =
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evalharness-keys-");

    [TearDown]
    public void TheFolderIsRemoved() => folder.Delete(recursive: true);

    [TestCase("headlines", 1280)]
    [TestCase("headlines", 390)]
    [TestCase("failures", 1280)]
    [TestCase("two-tasks", 1280)]
    [TestCase("hostile", 390)]
    public async Task Tab_reaches_every_control_of_a_report_in_its_order_and_each_shows_that_it_has_the_focus(
        string recipe,
        int width
    )
    {
        await using var browser = await ReportAsync(recipe, width);
        Assert.That(await KeyboardWalk.FaultsAsync(browser), Is.Empty);
    }

    [TestCase(1280)]
    [TestCase(390)]
    public async Task Tab_reaches_every_control_of_a_decision_in_its_order_and_each_shows_that_it_has_the_focus(
        int width
    )
    {
        string page = Path.Combine(folder.FullName, "decision.html");
        await DecisionPage.WriteAsync(DecisionPageTests.Account("example-S3"), page);
        await using var browser = await OpenAsync(page, width);
        Assert.That(await KeyboardWalk.FaultsAsync(browser), Is.Empty);
    }

    [Test]
    public async Task A_board_is_sorted_by_Enter_and_by_Space_and_the_focus_stays()
    {
        await using var browser = await ReportAsync("headlines", 1280);
        const string sorted =
            "document.querySelector('[data-sort=name]').getAttribute('aria-sort') + ' ' + document.activeElement.closest('th')?.dataset.sort";
        await browser.EvaluateAsync("document.querySelector('[data-sort=name] button').focus()");
        await browser.PressAsync("Enter", Enter);
        string once = await browser.TextAsync(sorted);
        await browser.PressAsync(" ", Space);
        string twice = await browser.TextAsync(sorted);
        await browser.EvaluateAsync("document.querySelector('tr[data-name=majority] .keep button').focus()");
        await browser.PressAsync(" ", Space);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { once, twice }, Is.EquivalentTo(new[] { "ascending name", "descending name" }));
            Assert.That(
                await browser.TextAsync("document.querySelector('.board tbody tr').dataset.name"),
                Is.EqualTo("majority")
            );
            Assert.That(
                await browser.TextAsync(
                    "document.activeElement.closest('tr')?.dataset.name + document.activeElement.getAttribute('aria-pressed')"
                ),
                Is.EqualTo("majoritytrue"),
                "a row that moves takes the focus with it"
            );
        }
    }

    [Test]
    public async Task A_slash_searches_arrows_choose_Enter_reads_and_Escape_goes_back()
    {
        await using var browser = await ReportAsync("headlines", 1280);
        const string opened =
            "new Promise(done => { const look = () => document.activeElement.matches('.detail') && document.querySelector('.detail h3') ? done(document.querySelector('.detail h3').textContent) : setTimeout(look, 50); look(); })";
        await browser.PressAsync("/", Slash);
        await browser.EvaluateAsync(
            "new Promise(done => { const look = () => document.activeElement.type === 'search' ? done() : setTimeout(look, 50); look(); })"
        );
        await browser.PressAsync("ArrowDown", Down);
        string list = await browser.TextAsync("document.activeElement.className");
        await browser.PressAsync("ArrowDown", Down);
        await browser.PressAsync("Enter", Enter);
        string sample = await browser.TextAsync(opened);
        await browser.PressAsync("Escape", Escape);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(list, Does.StartWith("list"));
            Assert.That(sample, Is.EqualTo("h00001"));
            Assert.That(await browser.TextAsync("document.activeElement.className"), Does.StartWith("list"));
        }
    }

    [Test]
    public async Task Tables_fold_by_Enter_and_by_Space_a_definition_closes_by_Escape_and_the_theme_turns()
    {
        await using var browser = await ReportAsync("headlines", 1280);
        const string open = "String(document.activeElement.parentElement.open)";
        await browser.EvaluateAsync("document.querySelector('details.numbers summary').focus()");
        await browser.PressAsync("Enter", Enter);
        string unfolded = await browser.TextAsync(open);
        await browser.PressAsync(" ", Space);
        string folded = await browser.TextAsync(open);
        await browser.EvaluateAsync("document.querySelector('a.term').focus()");
        string shown = await browser.TextAsync("String(document.getElementById('tip').hidden)");
        await browser.PressAsync("Escape", Escape);
        string closed = await browser.TextAsync("String(document.getElementById('tip').hidden)");
        await browser.EvaluateAsync("document.querySelector('button.theme').focus()");
        await browser.PressAsync("Enter", Enter);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((unfolded, folded), Is.EqualTo(("true", "false")));
            Assert.That((shown, closed), Is.EqualTo(("false", "true")));
            Assert.That(await browser.TextAsync("document.documentElement.dataset.theme"), Is.EqualTo("dark"));
        }
    }

    [Test]
    public async Task The_tasks_of_a_report_are_one_stop_and_arrows_go_from_one_to_the_next()
    {
        await using var browser = await ReportAsync("two-tasks", 1280);
        await browser.EvaluateAsync("document.querySelector('[role=tab][aria-selected=true]').focus()");
        string first = await browser.TextAsync(Focused);
        await browser.PressAsync("ArrowRight", Right);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo("sentiment"));
            Assert.That(await browser.TextAsync(Focused), Is.EqualTo("topic"));
            Assert.That(
                await browser.TextAsync("document.activeElement.getAttribute('aria-selected')"),
                Is.EqualTo("true")
            );
        }
    }

    private async Task<Chromium> ReportAsync(string recipe, int width)
    {
        string page = Path.Combine(folder.FullName, "report.html");
        await HtmlReport.WriteAsync(InventedRun.Of(Recipes.All[recipe]), page);
        return await OpenAsync(page, width);
    }

    private async Task<Chromium> OpenAsync(string page, int width)
    {
        var browser = await Chromium.OpenAsync(page, Path.Combine(folder.FullName, "profile"));
        await browser.PreferAsync(isStill: true);
        await browser.ResizeAsync(width, 900);
        await browser.GoAsync(page);
        await browser.EvaluateAsync(Settle);
        return browser;
    }
}
