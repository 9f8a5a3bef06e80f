using System.Diagnostics;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using EvalHarness.Reports;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>The page as a real browser shows it, from a file, offline; skipped where there is no Chromium.</summary>
[Category("Browser")]
[NonParallelizable]
public sealed class BrowserTests
{
    [TestCase("headlines")]
    [TestCase("hostile")]
    [TestCase("two-tasks")]
    [TestCase("simulations")]
    public async Task All_charts_in_sight_are_drawn_and_nothing_offends_the_policy(string recipe)
    {
        var (document, console) = await OpenAsync(recipe, "");
        var sought = document
            .QuerySelectorAll("div.plot")
            .Where(plot => plot.Closest("[hidden], details:not([open])") is null)
            .ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(console, Is.Empty);
            Assert.That(document.DocumentElement!.GetAttribute("data-violations"), Is.EqualTo("0"));
            Assert.That(
                sought,
                Is.Not.Empty.And.All.Matches<AngleSharp.Dom.IElement>(plot =>
                    plot!.QuerySelector("svg.main-svg") is not null
                )
            );
            Assert.That(document.QuerySelectorAll("img[src=x]"), Is.Empty);
        }
    }

    [Test]
    public async Task A_filter_in_the_address_lists_the_samples_that_fit()
    {
        var marks = EvalHarness.Logs.CellMarks.Of(InventedRun.Of(Recipes.All["headlines"]).Scores.Tasks[0]);
        int[] wrong = Enumerable.Range(0, 420).Where(sample => marks.Cells.All(model => model[sample] == 0)).ToArray();
        var (document, _) = await OpenAsync("headlines", "#filter=all-wrong");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                document.QuerySelector(".browser")!.GetAttribute("data-matches"),
                Is.EqualTo($"{wrong.Length}")
            );
            Assert.That(
                document.TextOf(".chip[aria-pressed=true]:not([data-show-metric])"),
                Does.StartWith("all wrong")
            );
            Assert.That(document.TextOf(".row .id"), Is.EqualTo($"h{wrong[0]:D5}"));
        }
    }

    [Test]
    public async Task A_search_in_the_address_looks_into_the_answers()
    {
        var (document, _) = await OpenAsync("failures", "#search=503+after");
        int failed = InventedRun.Of(Recipes.All["failures"]).Scores.Tasks[0].Cells[2].Outcomes.Length;
        Assert.That(document.QuerySelector(".browser")!.GetAttribute("data-matches"), Is.EqualTo($"{failed}"));
    }

    [Test]
    public async Task A_sample_in_the_address_is_shown_with_its_prompts_and_all_answers_as_text()
    {
        var (document, console) = await OpenAsync(
            "hostile",
            "#sample=" + Uri.EscapeDataString("h00007" + Recipes.Attack)
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(console, Is.Empty);
            Assert.That(document.TextOf(".detail h3"), Is.EqualTo("h00007" + Recipes.Attack));
            Assert.That(document.QuerySelectorAll(".detail .answer"), Has.Exactly(6).Items);
            Assert.That(document.QuerySelectorAll(".detail .prompt"), Has.Exactly(2).Items);
            Assert.That(document.TextOf(".detail pre"), Does.Contain(Recipes.Attack));
        }
    }

    [Test]
    public async Task What_evaluators_and_judges_said_is_folded_below_each_answer_and_nothing_but_text()
    {
        var (document, console) = await OpenAsync(await OpinionsTests.InputAsync(), "#sample=s7");
        var boxes = document.QuerySelectorAll(".detail .opinions");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(console, Is.Empty);
            Assert.That(
                boxes.Select(box => box.QuerySelector("summary")!.TextContent),
                Is.EqualTo(new[] { "Depth 3", "judge meaning, judge same" })
            );
            Assert.That(boxes.Select(box => box.HasAttribute("open")), Has.All.False);
            Assert.That(boxes.Select(box => box.QuerySelector("pre")!.TextContent), Has.All.Contain(Recipes.Attack));
            Assert.That(document.QuerySelectorAll("img[src=x]"), Is.Empty);
        }
    }

    private static Task<(IHtmlDocument Document, string[] Console)> OpenAsync(string recipe, string hash) =>
        OpenAsync(InventedRun.Of(Recipes.All[recipe]), hash);

    private static async Task<(IHtmlDocument Document, string[] Console)> OpenAsync(ReportInput input, string hash)
    {
        string browser = Chromium.Find();
        var folder = Directory.CreateTempSubdirectory("evalharness-browser-");
        try
        {
            string page = Path.Combine(folder.FullName, "report.html");
            await HtmlReport.WriteAsync(input, page);
            var (dom, log) = await DumpAsync(browser, folder.FullName, new Uri(page).AbsoluteUri + hash);
            string[] console = log.Split('\n')
                .Where(line => line.Contains(":CONSOLE", StringComparison.Ordinal))
                .ToArray();
            return (await new HtmlParser().ParseDocumentAsync(dom), console);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(string Dom, string Log)> DumpAsync(string browser, string folder, string address)
    {
        string[] arguments =
        [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--enable-logging=stderr",
            "--window-size=1240,9000",
            "--virtual-time-budget=15000",
            "--user-data-dir=" + Path.Combine(folder, "profile"),
            "--dump-dom",
            address,
        ];
        var start = new ProcessStartInfo(browser, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        try
        {
            var (dom, log) = (
                process.StandardOutput.ReadToEndAsync(patience.Token),
                process.StandardError.ReadToEndAsync(patience.Token)
            );
            return (await dom, await log);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }
}
