using EvalHarness.Reports;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>What a reader does with the page, in a real browser; skipped where there is no Chromium.</summary>
[Category("Browser")]
[NonParallelizable]
public sealed class BoardBrowserTests
{
    private const string Drawn =
        "new Promise(done => { const wait = () => document.querySelector('[id$=-cost] .main-svg') ? setTimeout(done, 200) : setTimeout(wait, 100); "
        + "document.querySelector('[id$=-cost]').scrollIntoView(); wait(); })";

    /// <summary>Models whose names have no room in the leaderboard.</summary>
    private const string CutNames =
        "[...document.querySelectorAll('.board .who')].filter(name => name.offsetParent && name.scrollWidth > name.clientWidth + 1).map(name => name.textContent).join()";

    /// <summary>Name tags of the plane of costs that are not seen whole, for a chart draws no shape beyond what it is set in.</summary>
    private const string CutTags = """
        [...document.querySelectorAll('[id$=-cost] .shape-group[clip-path]')].filter(group => group.checkVisibility()).filter(group => {
          const ends = document.getElementById(group.getAttribute('clip-path').match(/#([^'")]+)/)[1]).firstElementChild.getBBox();
          const own = group.getBBox();
          return own.x < ends.x || own.y < ends.y || own.x + own.width > ends.x + ends.width || own.y + own.height > ends.y + ends.height;
        }).length
        """;

    /// <summary>Texts of drawings that cannot be read on what lies below them, by their own fill and opacity.</summary>
    private const string Faint = """
        (() => {
          const rgb = text => (text.match(/[\d.]+/g) ?? []).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const card = rgb(getComputedStyle(document.querySelector('section')).backgroundColor);
          const found = [];
          for (const text of document.querySelectorAll('svg text')) {
            if (!text.getClientRects().length || !text.textContent.trim()) continue;
            const mark = text.closest('.mark')?.querySelector('.tag');
            const ground = mark ? rgb(getComputedStyle(mark).fill) : card;
            const fill = rgb(getComputedStyle(text).fill);
            // A number in a tag of a chart lies on its shape: the tokens of both are held by the test of tokens.
            if (!mark && /^\d+$/.test(text.textContent) && fill.slice(0, 3).join() === card.slice(0, 3).join()) continue;
            let opacity = fill[3] ?? 1;
            for (let node = text; node instanceof SVGElement; node = node.parentNode) opacity *= Number(getComputedStyle(node).opacity || 1);
            const seen = fill.slice(0, 3).map((v, i) => v * opacity + ground[i] * (1 - opacity));
            const [a, b] = [light(seen), light(ground)];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) found.push(text.textContent + ' ' + ratio.toFixed(2));
          }
          return found.join('; ');
        })()
        """;

    [Test]
    public async Task The_board_is_sorted_kept_and_hidden_and_the_address_remembers_it()
    {
        await using var page = await OpenAsync("headlines");
        const string order =
            "[...document.querySelectorAll('.board')[0].tBodies[0].rows].filter(row => !row.hidden).map(row => row.dataset.name).join(' ')";
        string ranked = await page.TextAsync(order);
        await page.EvaluateAsync("document.querySelector('[data-sort=name] button').click()");
        string byName = await page.TextAsync(order);
        string reordered = await page.TextAsync(
            "String(document.querySelector('.board').classList.contains('reordered'))"
        );
        await page.EvaluateAsync("document.querySelector('tr[data-name=majority] .keep button').click()");
        string kept = await page.TextAsync(order);
        await page.EvaluateAsync("document.querySelectorAll('tr[data-name=tfidf] .keep button')[1].click()");
        string hidden = await page.TextAsync(order);
        string address = await page.TextAsync("location.hash");
        await page.EvaluateAsync("[...document.querySelectorAll('.board-tools button')].at(-1).click()");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byName.Split(' '), Is.Ordered.And.EquivalentTo(ranked.Split(' ')));
            Assert.That(reordered, Is.EqualTo("true"), "the lines of ties are hidden");
            Assert.That(kept, Does.StartWith("majority "));
            Assert.That(hidden, Does.Not.Contain("tfidf"));
            Assert.That(address, Does.Contain("sort=name").And.Contain("pin=6").And.Contain("hide=2"));
            Assert.That(await page.TextAsync(order), Is.EqualTo(ranked));
            Assert.That(await page.TextAsync("location.hash"), Is.Empty);
        }
    }

    [Test]
    public async Task A_filter_moves_the_detail_and_a_slash_finds_the_search_from_the_top()
    {
        await using var page = await OpenAsync("headlines");
        await page.EvaluateAsync("document.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }))");
        await page.EvaluateAsync("document.querySelector('.browser').ready");
        await page.EvaluateAsync("new Promise(done => setTimeout(done, 300))");
        string focus = await page.TextAsync("document.activeElement.type");
        await page.EvaluateAsync(
            "[...document.querySelectorAll('.filters .chip')].find(chip => chip.textContent.startsWith('all wrong')).click()"
        );
        await page.EvaluateAsync("new Promise(done => setTimeout(done, 600))");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(focus, Is.EqualTo("search"));
            Assert.That(
                await page.TextAsync("document.querySelector('.detail h3').textContent"),
                Is.EqualTo(await page.TextAsync("document.querySelector('.row .id').textContent"))
            );
            Assert.That(
                await page.TextAsync("document.querySelector('.detail .place').textContent"),
                Does.StartWith("scores.jsonl:")
            );
            Assert.That(
                await page.TextAsync("document.querySelector('.list').getAttribute('role')"),
                Is.EqualTo("grid")
            );
            Assert.That(
                await page.TextAsync(
                    "[...document.querySelectorAll('.head > *')].map(cell => cell.getAttribute('role') + cell.textContent).join()"
                ),
                Does.Contain("columnheader").And.Not.Contain("null")
            );
        }
    }

    [TestCase(1280)]
    [TestCase(768)]
    [TestCase(390)]
    public async Task Nothing_runs_into_another_or_out_of_the_page_at_any_width(int width)
    {
        await using var page = await OpenAsync("headlines");
        await page.ResizeAsync(width, 1600);
        await page.EvaluateAsync(Drawn);
        string overlapping = await page.TextAsync(
            "(() => { const boxes = [...document.querySelectorAll('[id$=-cost] .panel:not([hidden]) :is(.annotation-text, .ytitle, .ytick text)')].map(text => [text.textContent, text.getBoundingClientRect()]); "
                + "return boxes.flatMap(([a, x], i) => boxes.slice(i + 1).filter(([, y]) => x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 2 && y.top < x.bottom - 2).map(([b]) => a + '/' + b)).join(); })()"
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(overlapping, Is.Empty);
            Assert.That(
                (await page.EvaluateAsync("document.documentElement.scrollWidth - innerWidth")).GetInt32(),
                Is.LessThanOrEqualTo(0),
                "no scroll sideways"
            );
            Assert.That(await page.TextAsync(CutNames), Is.Empty, "names of models");
            Assert.That((await page.EvaluateAsync(CutTags)).GetInt32(), Is.Zero, "tags of the plane of costs");
            Assert.That(await page.TextAsync(Faint), Is.Empty);
            await page.EvaluateAsync(
                "document.querySelector('.theme').click(); new Promise(done => setTimeout(done, 600))"
            );
            Assert.That(await page.TextAsync(Faint), Is.Empty, "dark");
        }
    }

    [TestCase(1280)]
    [TestCase(768)]
    [TestCase(390)]
    public async Task Nothing_of_a_cascade_or_a_learning_curve_is_cut_off_at_any_width(int width)
    {
        await using var page = await OpenAsync("simulations");
        await page.ResizeAsync(width, 1600);
        string cut = await page.TextAsync(
            """
            (async () => {
              const found = [];
              for (const part of ['cascade', 'learning-curve']) {
                const plots = [...document.querySelectorAll(`[id$=-${part}] div.plot`)].filter(plot => !plot.closest('[hidden], details:not([open])'));
                if (!plots.length) found.push(part + ': no chart');
                for (const plot of plots) {
                  plot.scrollIntoView({ behavior: 'instant' });
                  for (let tries = 0; tries < 100 && !plot.querySelector('.main-svg .xtick'); tries++) await new Promise(done => setTimeout(done, 100));
                  if (!plot.querySelector('.main-svg .xtick')) found.push(part + ': not drawn');
                  await new Promise(done => setTimeout(done, 300));
                  const box = plot.getBoundingClientRect();
                  const ticks = [...plot.querySelectorAll('.xtick text')].map(text => text.getBoundingClientRect());
                  for (const text of plot.querySelectorAll('text, .points path')) {
                    const own = text.getBoundingClientRect();
                    if (own.width && (own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1 || own.bottom > box.bottom + 1))
                      found.push(part + ': ' + (text.textContent || 'mark'));
                  }
                  ticks.forEach((one, i) => { if (i && one.left < ticks[i - 1].right + 2) found.push(part + ': ticks'); });
                }
              }
              return found.join('; ');
            })()
            """
        );
        Assert.That(cut, Is.Empty);
    }

    [Test]
    public async Task Rows_of_the_board_are_low_and_none_is_cut()
    {
        await using var page = await OpenAsync("many-models");
        await page.ResizeAsync(1280, 900);
        const string heights =
            "[...document.querySelectorAll('.board')[0].tBodies[0].rows].map(row => row.getBoundingClientRect().height)";
        Assert.That((await page.EvaluateAsync($"Math.max(...{heights})")).GetDouble(), Is.LessThanOrEqualTo(48));
    }

    [Test]
    public async Task A_long_board_folds_but_for_the_best_and_those_asked_about_and_a_pinned_one_stays()
    {
        await using var page = await OpenAsync("many-models");
        const string shown =
            "[...document.querySelectorAll('.board')[0].tBodies[0].rows].filter(row => row.getClientRects().length).map(row => row.dataset.name).join(' ')";
        const string fold = "document.querySelector('.board-tools [aria-expanded]')";
        string[] all = (
            await page.TextAsync(
                "[...document.querySelectorAll('.board')[0].tBodies[0].rows].map(row => row.dataset.name).join(' ')"
            )
        ).Split(' ');
        string[] asked = (
            await page.TextAsync(
                "[...document.querySelectorAll('.board')[0].tBodies[0].rows].filter(row => 'asked' in row.dataset).map(row => row.dataset.name).join(' ')"
            )
        ).Split(' ');
        string[] folded = (await page.TextAsync(shown)).Split(' ');
        string says = await page.TextAsync(fold + ".textContent");
        await page.EvaluateAsync(fold + ".click()");
        string[] open = (await page.TextAsync(shown)).Split(' ');
        string address = await page.TextAsync("location.hash");
        string focus = await page.TextAsync("document.activeElement.textContent");
        string last = all.Except(folded).Last();
        await page.EvaluateAsync(
            $"document.querySelector('tr[data-name=\"{last}\"] .keep button').click(); {fold}.click()"
        );
        string[] pinned = (await page.TextAsync(shown)).Split(' ');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(folded, Is.EqualTo(all.Where((name, i) => i < 12 || asked.Contains(name))));
            Assert.That(says, Is.EqualTo($"{all.Length - folded.Length} more"));
            Assert.That(open, Is.EqualTo(all));
            Assert.That(address, Does.Contain("rows=all"));
            Assert.That(focus, Is.EqualTo("Fewer models"));
            Assert.That(pinned, Does.Contain(last).And.Length.EqualTo(folded.Length + 1));
        }
    }

    [Test]
    public async Task Without_script_and_on_paper_no_row_of_a_long_board_is_folded()
    {
        var page = await Pages.ParseAsync("many-models");
        Assert.That(page.QuerySelectorAll(".board tr.folded, .board tr[hidden]"), Is.Empty);
        await using var browser = await OpenAsync("many-models");
        await browser.PrintAsync();
        await browser.EvaluateAsync("document.documentElement.dataset.before = ''");
        string hidden = await browser.TextAsync(
            "[...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule => rule.cssText.includes('.folded')).map(rule => rule.media?.mediaText).join()"
        );
        Assert.That(hidden, Is.EqualTo("screen"));
    }

    private static async Task<Chromium> OpenAsync(string recipe)
    {
        string folder = Directory
            .CreateDirectory(
                Path.Combine(TestContext.CurrentContext.WorkDirectory, "board", Guid.NewGuid().ToString("N"))
            )
            .FullName;
        string file = Path.Combine(folder, "report.html");
        await HtmlReport.WriteAsync(InventedRun.Of(Recipes.All[recipe]), file);
        return await Chromium.OpenAsync(file, Path.Combine(folder, "profile"));
    }
}
