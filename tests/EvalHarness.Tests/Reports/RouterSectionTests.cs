using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvalHarness.Reports;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Headlines;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>The section of a router that a run asked, simulated from its members' answers.</summary>
public sealed class RouterSectionTests
{
    [Test]
    public async Task It_stands_in_the_page_of_a_run_that_has_a_router()
    {
        var page = await Pages.ParseAsync("routed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelectorAll("nav a").Select(link => link.TextContent), Does.Contain("Router"));
            Assert.That(
                page.TextOf("#t0-router h3"),
                Is.EqualTo("Does difficulty tell where general is worth asking instead of tfidf?")
            );
            Assert.That(page.QuerySelectorAll("#t0-router .plot"), Has.Count.EqualTo(1));
            Assert.That(page.QuerySelectorAll("#t0-cascade"), Is.Empty, "no model says how sure it is");
        }
    }

    [TestCase("simulations")]
    [TestCase("headlines")]
    public async Task It_takes_no_room_in_the_page_of_a_run_without(string recipe)
    {
        string page = await Pages.TextAsync(recipe);
        Assert.That(page, Does.Not.Contain("t0-router"));
    }

    [Test]
    public void Sentence_table_and_chart_agree()
    {
        var task = new ReportView(InventedRun.Of(Recipes.All["routed"])).Tasks[0];
        var router = task.Simulations.Routers.Single();
        var traces = JsonNode.Parse(CascadeFigure.Draw(task, router).Json)!["data"]!.AsArray();
        var rows = CascadeTables.Choices(router).Rows;
        var (chosen, live) = (Named(traces, "cross-fitted at this price"), Named(traces, "routed, as asked"));
        var said = Regex.Match(
            new RouterWords(router, router.Plan!, name => name).Answer,
            @"right on ([\d.]+) %|([\d.]+) % right"
        );
        double share = task.Scores!.Samples.Count(sample => sample.Slices["difficulty"] is "hard" or "rare") / 400.0;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((router.First, router.Then), Is.EqualTo(("tfidf", "general")), "the weaker one first");
            Assert.That(
                (double)chosen["y"]![0]!,
                Is.EqualTo(double.Parse(string.Concat(said.Groups.Values.Skip(1)), CultureInfo.InvariantCulture))
                    .Within(0.051)
            );
            Assert.That(
                (double)chosen["x"]![0]!,
                Is.EqualTo(400 * router.Result.StrongShare).Within(1e-3),
                "one is paid"
            );
            Assert.That((double)live["x"]![0]!, Is.EqualTo(100).Within(1e-6), "the cost that it was billed");
            Assert.That(
                rows.Select(row => row[0].Text),
                Is.EqualTo([
                    "tfidf alone",
                    "general alone",
                    "router, cross-fitted",
                    "router, in-sample",
                    "routed, as asked",
                ])
            );
            Assert.That(rows[4][3].Text, Is.EqualTo((100 * share).ToString("0.0", CultureInfo.InvariantCulture)));
            Assert.That(
                RouterTables.Slices(router, router.Plan!).Rows.Select(row => row[0].Text),
                Is.EquivalentTo(["easy", "medium", "hard", "rare"])
            );
            Assert.That(
                traces.Select(trace => (string?)trace!["line"]?["dash"]).OfType<string>().Distinct().Count(),
                Is.EqualTo(4),
                "lines differ by more than their colour"
            );
        }
    }

    [Test]
    public void Markdown_tells_the_same()
    {
        string text = MarkdownReport.Render(InventedRun.Of(Recipes.All["routed"]));
        Assert.That(
            text,
            Does.Contain("## Router: tfidf or general, by difficulty").And.Contain("cross-fitted over 5 folds")
        );
    }

    [Test]
    public void Hostile_slices_stay_text()
    {
        var input = InventedRun.Of(Recipes.All["routed"] with { Disguise = text => text + Recipes.Attack });
        var task = new ReportView(input).Tasks[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(CascadeFigure.Draw(task, task.Simulations.Routers.Single()).Json, Does.Not.Contain("<"));
            Assert.That(MarkdownReport.Render(input).Split('\n'), Has.None.Match(@"(?<!\\)<"));
        }
    }

    private static JsonNode Named(JsonArray traces, string name) =>
        traces.First(trace => (string?)trace!["name"] == name)!;
}
