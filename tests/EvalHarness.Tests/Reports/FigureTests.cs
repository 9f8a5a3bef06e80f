using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Views;
using EvalHarness.Statistics.Intervals;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class FigureTests
{
    [Test]
    public void The_forest_has_a_dot_for_each_model_behind_the_leader_with_the_ends_of_its_interval()
    {
        var view = View("headlines").Tasks[0].Metrics[0];
        var data = Json(ForestFigure.Draw(view)!)["data"]!.AsArray();
        var pair = view.Metric.Find("finance-lora", "tfidf")!;
        var dot = data[0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data, Has.Count.EqualTo(5));
            Assert.That((double)dot["x"]![0]!, Is.EqualTo(pair.Difference.Value!.Value * 100).Within(1e-9));
            Assert.That(
                (double)dot["error_x"]!["array"]![0]!,
                Is.EqualTo((pair.Difference.High - pair.Difference.Value)!.Value * 100).Within(1e-9)
            );
            Assert.That(
                (string?)dot["marker"]!["color"],
                Is.EqualTo("var(--custom)"),
                "colours are names of the theme"
            );
        }
    }

    [TestCase("one-model")]
    [TestCase("failures")]
    public void Where_nothing_can_be_compared_there_is_no_forest(string recipe) =>
        Assert.That(ForestFigure.Draw(View(recipe).Tasks[0].Metrics[0]), Is.Null);

    [Test]
    public void Texts_from_outside_are_escaped_for_the_chart_and_for_the_page()
    {
        var figure = ForestFigure.Draw(View("hostile").Tasks[0].Metrics[0])!;
        string label = string.Concat(
            Json(figure)["layout"]!["annotations"]!.AsArray().Select(note => (string?)note!["text"])
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(figure.Json, Does.Not.Contain("<"));
            Assert.That(label, Does.Contain("&lt;").And.Not.Contain("<img").And.Not.Contain("<!--"));
        }
    }

    [Test]
    public void The_frontier_holds_the_models_that_nothing_beats_on_both_cost_and_quality()
    {
        var frontier = CostFigure.Frontier(
            [Point("dear", 9, 80), Point("cheap", 1, 60), Point("bad", 5, 50), Point("best", 4, 80)],
            true
        );
        Assert.That(frontier.Select(point => point.Style.Name), Is.EqualTo(new[] { "cheap", "best" }));
    }

    [Test]
    public void A_model_of_unknown_cost_is_not_drawn_as_free()
    {
        var points = CostFigure.Points(View("many-models").Tasks[0].Metrics[0]);
        Assert.That(points, Has.Length.EqualTo(24).And.None.Matches<CostPoint>(point => point!.Cost == 0));
    }

    [TestCase(4.1, 4.9, new[] { 4.2, 4.4, 4.6, 4.8 })]
    [TestCase(0.0, 7.0, new double[] { 0, 2, 4, 6 })]
    public void A_linear_axis_has_round_ticks(double low, double high, double[] expected) =>
        Assert.That(RoundTicks.Linear(low, high), Is.EqualTo(expected).Within(1e-9));

    [TestCase(0.4, 30.0, new[] { 0.5, 1, 2, 5, 10, 20 })]
    [TestCase(0.9, 21_000.0, new double[] { 1, 10, 100, 1_000, 10_000 })]
    public void A_logarithmic_axis_has_ticks_at_1_2_and_5(double low, double high, double[] expected) =>
        Assert.That(RoundTicks.Log(low, high), Is.EqualTo(expected).Within(1e-9));

    [Test]
    public void Models_that_cost_nothing_stand_in_a_zone_of_their_own()
    {
        var figure = Json(CostFigure.Draw(View("headlines").Tasks[0].Metrics[0])!);
        var labels = figure["layout"]!["meta"]!["labels"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                labels.Where(label => (string?)label!["xref"] == "x2").Select(label => (string?)label!["name"]),
                Is.EquivalentTo(new[] { "tfidf", "lexicon", "majority" })
            );
            Assert.That(labels.Select(label => (string?)label!["tag"]), Is.Unique);
            Assert.That((string?)figure["layout"]!["xaxis"]!["title"]!["text"], Does.StartWith("$ for "));
            Assert.That(figure["layout"]!["xaxis2"], Is.Not.Null);
        }
    }

    [Test]
    public void A_chart_of_groups_says_in_its_legend_the_number_that_stands_in_each_mark_and_differences_in_points()
    {
        Estimate Value(double value) => new(value, value - 0.1, value + 0.1, 0.95, 50, 50, "");
        var figure = GroupsFigure.Draw(
            [
                new ModelStyle("ours", "ours", ModelKind.Custom, Filling.Solid) { Tag = 4 },
                new ModelStyle("theirs", "theirs", ModelKind.Custom, Filling.Open) { Tag = 11 },
            ],
            [
                new Group(
                    "law",
                    50,
                    false,
                    new Dictionary<string, Estimate> { ["ours"] = Value(0.35), ["theirs"] = Value(-0.05) }
                ),
            ],
            100,
            "difference, points",
            "label",
            isDifference: true
        )!;
        var traces = Json(figure)["data"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            foreach (var trace in traces)
            {
                string number = (string)trace!["text"]!.AsArray()[0]!;
                Assert.That((string?)trace["name"], Does.StartWith(number + "\u00A0"));
            }

            Assert.That(traces.Select(trace => (string?)trace!["text"]![0]), Is.EqualTo(new[] { "4", "11" }));
            Assert.That((string?)traces[0]!["hovertext"]![0], Is.EqualTo("ours, law: +35.0 points (25.0 to 45.0)"));
        }
    }

    private static CostPoint Point(string name, double cost, double score) =>
        new(new ModelStyle(name, name, ModelKind.Custom, Filling.Solid), cost, score);

    private static ReportView View(string recipe) => new(InventedRun.Of(Recipes.All[recipe]));

    private static JsonNode Json(Figure figure) => JsonNode.Parse(figure.Json)!;
}
