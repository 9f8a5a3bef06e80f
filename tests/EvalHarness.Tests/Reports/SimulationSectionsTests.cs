using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using EvalHarness.Curves;
using EvalHarness.Reports;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Headlines;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>The sections of what is simulated over recorded answers: cascades and learning curves.</summary>
public sealed class SimulationSectionsTests
{
    [Test]
    public async Task Both_stand_in_the_page_of_a_run_that_has_them()
    {
        var page = await Pages.ParseAsync("simulations");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                page.QuerySelectorAll("nav a").Select(link => link.TextContent),
                Is.SupersetOf(new[] { "Cascade", "Learning curve" })
            );
            Assert.That(
                Headings(page, "t0-cascade"),
                Is.EqualTo(["Is it enough to ask lora-400 only where tfidf@800 is unsure?"])
            );
            Assert.That(
                Headings(page, "t0-learning-curve"),
                Is.EqualTo(["How many training rows does tfidf need?", "How many training rows does lora need?"])
            );
        }
    }

    [TestCase("headlines", "a run without a curve, a cascade, or a model that says how sure it is")]
    [TestCase("two-tasks", "several tasks of that kind")]
    public async Task Neither_stands_in_the_page_of(string recipe, string _)
    {
        var page = await Pages.ParseAsync(recipe);
        Assert.That(page.QuerySelectorAll("[id$=-cascade], [id$=-learning-curve]"), Is.Empty);
    }

    [Test]
    public async Task Few_sizes_and_far_goals_are_warned_of()
    {
        var page = await Pages.ParseAsync("simulations");
        string[] warnings = page.QuerySelectorAll("#t0-learning-curve .none")
            .Select(note => note.TextContent.Trim())
            .ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                warnings,
                Has.Exactly(1).StartsWith("Underdetermined: 2 sizes cannot tell one curve from another")
            );
            Assert.That(warnings, Has.Some.StartsWith("Beyond 12,800 rows, 16 times the largest size measured"));
        }
    }

    [Test]
    public void Sentence_table_and_chart_of_a_cascade_agree()
    {
        var task = View("simulations").Tasks[0];
        var cascade = task.Simulations.Cascades.Single();
        var traces = Json(CascadeFigure.Draw(task, cascade))["data"]!.AsArray();
        var (chosen, live) = (Named(traces, "cross-fitted at this price"), Named(traces, "both, as asked"));
        var said = Regex.Match(new CascadeWords(cascade, name => name).Answer, @"([\d.]+) % right");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (double)chosen["y"]![0]!,
                Is.EqualTo(double.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture)).Within(0.051)
            );
            Assert.That((double)chosen["x"]![0]!, Is.EqualTo(1e6 * cascade.Usd!.Value).Within(1e-3));
            Assert.That((double)live["x"]![0]!, Is.EqualTo(40).Within(1e-6), "the cost that it was billed");
            Assert.That(
                traces.Select(trace => (string?)trace!["line"]?["dash"]).OfType<string>().Distinct().Count(),
                Is.EqualTo(3),
                "lines differ by more than their colour"
            );
        }
    }

    [Test]
    public void The_chart_of_a_curve_holds_the_leaderboards_scores_and_ends_at_sixteen_times_the_largest_size()
    {
        var view = View("simulations");
        var curve = view.Tasks[0].Simulations.Curves[0];
        var figure = Json(CurveFigure.Draw(view.Tasks[0], curve));
        var traces = figure["data"]!.AsArray();
        var board = view.Comparison.Tasks[0].Headline.Leaderboard;
        var row = board.First(one => one.Model == "tfidf@800").Estimate;
        var measured = traces.Single(trace =>
            ((string?)trace!["hovertext"]?[0])?.StartsWith("tfidf@800:", StringComparison.Ordinal) == true
        )!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((double)measured["y"]!.AsArray()[^1]!, Is.EqualTo(100 * row.Value!.Value).Within(0.006));
            Assert.That(
                (double)measured["error_y"]!["array"]!.AsArray()[^1]!,
                Is.EqualTo(100 * (row.High - row.Value)!.Value).Within(0.006)
            );
            Assert.That((string?)figure["layout"]!["xaxis"]!["type"], Is.EqualTo("log"));
            Assert.That((double)Named(traces, "extrapolated")["x"]!.AsArray()[^1]!, Is.EqualTo(12_800).Within(0.1));
        }
    }

    [Test]
    public void Charts_are_small_however_many_answers_there_are()
    {
        var recipe = Recipes.All["simulations"] with { Tasks = [new RecipeTask("sentiment", 4000)], Resamples = 100 };
        var task = new ReportView(InventedRun.Of(recipe)).Tasks[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(CascadeFigure.Draw(task, task.Simulations.Cascades[0]).Json, Has.Length.LessThan(16_000));
            Assert.That(CurveFigure.Draw(task, task.Simulations.Curves[0]).Json, Has.Length.LessThan(12_000));
        }
    }

    [Test]
    public void A_cost_that_is_unknown_is_never_nothing()
    {
        var whole = Recipes.All["simulations"];
        var recipe = whole with
        {
            Models = [.. whole.Models.Select(model => model.Name == "lora-400" ? model with { Usd = null } : model)],
        };
        var task = new ReportView(InventedRun.Of(recipe)).Tasks[0];
        var cascade = task.Simulations.Cascades.Single();
        var rows = CascadeTables.Choices(cascade).Rows;
        var axis = Json(CascadeFigure.Draw(task, cascade))["layout"]!["xaxis"]!["title"]!["text"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Take(4).Select(row => row[4].Text), Is.All.EqualTo("unknown"));
            Assert.That(rows.Take(4).Select(row => row[5].Text), Is.All.EqualTo("unknown"), "net benefit");
            Assert.That((string?)axis, Is.EqualTo("asked of lora-400, % of answers"));
            Assert.That(
                new CascadeWords(cascade, name => name).Worth,
                Is.EqualTo("The cost of one of the two is unknown, so that thresholds are chosen for quality alone.")
            );
        }
    }

    [Test]
    public async Task A_first_model_that_is_never_sure_is_told_and_not_drawn()
    {
        var page = await Pages.ParseAsync("mute-cascade");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                page.TextOf("#t0-cascade .number"),
                Does.StartWith("It cannot be known: rules does not say how sure")
            );
            Assert.That(page.QuerySelectorAll("#t0-cascade .plot"), Is.Empty);
        }
    }

    [Test]
    public void Without_a_cascade_the_best_model_comes_second_and_the_cheapest_that_says_how_sure_it_is_first()
    {
        var pair = View("picked").Tasks[0].Simulations.Pairs.Single();
        Assert.That((pair.First.Name, pair.Then.Name, pair.Live.Length), Is.EqualTo(("tfidf", "lora", 0)));
    }

    [Test]
    public void A_model_that_learns_with_the_curve_is_no_goal_of_it()
    {
        RunCurve[] curves = [.. View("simulations").Tasks[0].Simulations.Curves];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                curves[0].Goals.Select(goal => goal.Model),
                Is.EqualTo(["general-4shot", "lexicon", "lora-400"]),
                "not the cascade, which answers through a size of the curve"
            );
            Assert.That(
                curves[1].Goals.Select(goal => goal.Model),
                Does.Not.Contain("both").And.Some.StartsWith("tfidf@")
            );
        }
    }

    [Test]
    public async Task Names_from_outside_stay_text_in_sentences_charts_and_markdown()
    {
        var input = InventedRun.Of(Recipes.All["simulations"] with { Disguise = text => text + Recipes.Attack });
        var page = await new HtmlParser().ParseDocumentAsync(await Pages.WriteAsync(input));
        var task = new ReportView(input).Tasks[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelectorAll("img, section script:not([type])"), Is.Empty);
            Assert.That(page.TextOf("#t0-cascade h3"), Does.Contain("lora-400").And.Contain("tfidf@800"));
            Assert.That(CascadeFigure.Draw(task, task.Simulations.Cascades[0]).Json, Does.Not.Contain("<"));
            Assert.That(CurveFigure.Draw(task, task.Simulations.Curves[0]).Json, Does.Not.Contain("<"));
            Assert.That(MarkdownReport.Render(input).Split('\n'), Has.None.Match(@"(?<!\\)<"));
        }
    }

    private static IEnumerable<string> Headings(IParentNode page, string section) =>
        page.QuerySelectorAll($"#{section} h3").Select(heading => heading.TextContent.Trim());

    private static JsonNode Named(JsonArray traces, string name) =>
        traces.Single(trace => (string?)trace!["name"] == name)!;

    private static ReportView View(string recipe) => new(InventedRun.Of(Recipes.All[recipe]));

    private static JsonNode Json(Figure figure) => JsonNode.Parse(figure.Json)!;
}
