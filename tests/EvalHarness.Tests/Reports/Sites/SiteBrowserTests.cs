using System.Collections.Immutable;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Core;
using EvalHarness.Reports.Pages;
using EvalHarness.Reports.Sites;
using EvalHarness.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Sites;

/// <summary>The page of a suite as a real browser shows it, from a file, offline; skipped where there is no Chromium.</summary>
[Category("Browser")]
[NonParallelizable]
public sealed class SiteBrowserTests
{
    private const string Attack = "</script><img src=x onerror=document.title=1>";

    private static RunFacts Run(int day, params (string Model, double Value)[] board) =>
        new($"r{day}", "desk/tickets", new DateTimeOffset(2026, 6, day, 9, 0, 0, TimeSpan.Zero))
        {
            Question = $"Is it {Attack}?",
            Answer = "ours is ahead.",
            Models = [.. board.Select(one => new ModelFacts(one.Model, ModelKind.Custom) { IsAsked = true })],
            Tasks =
            [
                new TaskFacts("label", "accuracy")
                {
                    IsShare = true,
                    HigherIsBetter = true,
                    Samples = 100,
                    Board =
                    [
                        .. board.Select(
                            (one, place) =>
                                new ScoreFacts(one.Model, ModelKind.Custom)
                                {
                                    Rank = place + 1,
                                    Value = one.Value,
                                    Low = one.Value - 0.1,
                                    High = one.Value + 0.1,
                                }
                        ),
                    ],
                },
            ],
        };

    private static SuiteHistory History()
    {
        ImmutableArray<RunFacts> runs =
        [
            Run(1, ("ours", 0.5), (Attack, 0.4)),
            Run(2, ("ours", 0.7), (Attack, 0.4)),
            Run(20, ("ours", 0.7), (Attack, 0.4)),
        ];
        var step = new ModelStep("label", "ours", "accuracy", "r1", "r2")
        {
            IsShare = true,
            Difference = new(0.2, 0.1, 0.3, 0.95, 100, 100, "test"),
            PValue = 0.0001,
        };
        var still = new ModelStep("label", "ours", "accuracy", "r2", "r20") { IsSame = true };
        return new SuiteHistory("desk/tickets", runs, StepVerdicts.Judge([step, still], 0.95));
    }

    private static async Task<string> WriteAsync(string folder)
    {
        var options = new SiteOptions("results", folder, SuiteCatalog.Default);
        var view = new SuiteView(History(), []);
        Directory.CreateDirectory(Path.Combine(folder, "suites"));
        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        string content = await Renderer.RenderAsync<SuitePage>(new() { ["View"] = view });
        string page = Path.Combine(folder, view.Path);
        var document = new SiteDocument(view.Path, Attack, view.Description) { HasCharts = true };
        await File.WriteAllTextAsync(page, document.Wrap(options, content));
        await File.WriteAllTextAsync(Path.Combine(folder, SitePaths.Styles), SiteAssets.Styles);
        await File.WriteAllTextAsync(Path.Combine(folder, SitePaths.Script), SiteAssets.Script);
        await using var plotly = SiteAssets.Plotly();
        await using var file = File.Create(Path.Combine(folder, SitePaths.Plotly));
        await plotly.CopyToAsync(file);
        return page;
    }

    [Test]
    public async Task A_page_opened_by_a_double_click_draws_its_chart_sorts_its_tables_and_breaks_no_policy()
    {
        Chromium.Find();
        var folder = Directory.CreateTempSubdirectory("evalharness-site-test-");
        try
        {
            string page = await WriteAsync(folder.FullName);
            await using var browser = await Chromium.OpenAsync(page, Path.Combine(folder.FullName, "profile"));
            await browser.EvaluateAsync(
                "new Promise(done => { const look = () => document.querySelector('.plot svg.main-svg') ? done() : setTimeout(look, 50); look(); })"
            );
            string first = await browser.TextAsync("document.querySelector('.board-all tbody .name').textContent");
            await browser.EvaluateAsync("document.querySelector('.board-all th.num[data-first=asc] button').click()");
            await browser.EvaluateAsync("document.querySelector('.board-all th.num[data-first=asc] button').click()");
            string last = await browser.TextAsync("document.querySelector('.board-all tbody .name').textContent");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(await browser.TextAsync("document.documentElement.dataset.charts"), Is.EqualTo("1/1"));
                Assert.That(await browser.TextAsync("document.documentElement.dataset.violations"), Is.EqualTo("0"));
                Assert.That(
                    await browser.TextAsync("document.querySelector('.plot').textContent"),
                    Does.Contain("▲ +20.0")
                );
                Assert.That(
                    await browser.TextAsync("String(document.querySelectorAll('img').length)"),
                    Is.EqualTo("0")
                );
                Assert.That(await browser.TextAsync("document.title"), Is.EqualTo(Attack));
                Assert.That(
                    (first, last),
                    Is.EqualTo((first, last)).And.Matches<(string, string)>(both => both.Item1 != both.Item2)
                );
                Assert.That(
                    await browser.TextAsync("getComputedStyle(document.querySelector('.card')).backgroundColor"),
                    Is.Not.EqualTo("rgba(0, 0, 0, 0)"),
                    "the style sheet is read from the file beside it"
                );
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task On_a_phone_a_list_of_columns_sorts_by_keyboard_as_the_heads_do_and_is_large_enough_to_touch()
    {
        Chromium.Find();
        var folder = Directory.CreateTempSubdirectory("evalharness-site-test-");
        try
        {
            string page = await WriteAsync(folder.FullName);
            await using var browser = await Chromium.OpenAsync(page, Path.Combine(folder.FullName, "profile"));
            const string names =
                "[...document.querySelectorAll('.board-all tbody .name')].map(one => one.textContent.trim()).join('|')";
            const string size =
                "(box => `${box.width >= 44} ${box.height >= 44}`)(document.querySelector('{0}').getBoundingClientRect())";
            string desk = await browser.TextAsync("String(document.querySelector('.sorter').getClientRects().length)");
            await browser.ResizeAsync(390, 900);
            await browser.EvaluateAsync("document.querySelector('.board-all').id = 'board'");
            await browser.EvaluateAsync("window.sorter = document.getElementById('board').previousElementSibling; 0");
            await browser.EvaluateAsync("if (!sorter.matches('.sorter')) sorter = sorter.previousElementSibling; 0");
            string listed = await browser.TextAsync(names);
            await browser.EvaluateAsync("sorter.querySelector('select').focus()");
            await browser.PressAsync("ArrowDown", 40);
            string chosen = await browser.TextAsync(
                "document.activeElement.selectedOptions[0].textContent + ' ' + document.querySelector('#board th').getAttribute('aria-sort')"
            );
            string first = await browser.TextAsync(names);
            string tall = await browser.TextAsync(size.Replace("{0}", ".sorter select", StringComparison.Ordinal));
            string wide = await browser.TextAsync(size.Replace("{0}", ".sorter button", StringComparison.Ordinal));
            await browser.EvaluateAsync("sorter.querySelector('button').focus()");
            await browser.PressAsync("Enter", 13);
            string turned = await browser.TextAsync(names);
            string order = await browser.TextAsync("document.activeElement.textContent");
            await browser.EvaluateAsync("sorter.querySelector('select').focus()");
            await browser.PressAsync("ArrowUp", 38);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(desk, Is.EqualTo("0"), "heads sort where they are shown");
                Assert.That(chosen, Is.EqualTo("model ascending"));
                Assert.That(first.Split('|'), Is.Ordered.Using((IComparer<string>)StringComparer.OrdinalIgnoreCase));
                Assert.That(turned.Split('|'), Is.EqualTo(first.Split('|').Reverse()));
                Assert.That(order, Is.EqualTo("↓ descending"));
                Assert.That(new[] { tall, wide }, Is.All.EqualTo("true true"));
                Assert.That(await browser.TextAsync(names), Is.EqualTo(listed));
                Assert.That(await browser.TextAsync("document.documentElement.dataset.violations"), Is.EqualTo("0"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
