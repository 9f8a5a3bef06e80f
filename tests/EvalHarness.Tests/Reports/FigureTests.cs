using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class FigureTests
{
    [Test]
    public void The_forest_has_a_dot_a_model_with_the_ends_of_its_interval()
    {
        var view = View("headlines").Tasks[0].Metrics[0];
        var data = Json(ForestFigure.Draw(view)!)["data"]!.AsArray();
        var pair = view.Metric.Find("finance-lora", view.Metric.Reference!)!;
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
        string? label = (string?)Json(figure)["layout"]!["yaxis"]!["ticktext"]![0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(figure.Json, Does.Not.Contain("<"));
            Assert.That(label, Does.Not.Contain("<").And.Contain("&lt;"));
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

    [Test]
    public void A_chart_of_thirty_models_draws_the_best_eight()
    {
        var view = View("many-models").Tasks[0].Metrics[0];
        string field = view.Metric.Slices[0].Field;
        var data = Json(SlicesFigure.Draw(view, field)!)["data"]!.AsArray();
        var best = view.Metric.Leaderboard.Take(8).Select(row => view.Task.Report.StyleOf(row.Model).Short);
        Assert.That(
            data.Select(trace => (string?)trace!["name"]).Distinct(),
            Is.EqualTo(best).And.All.Matches<string>(name => name!.Length <= 26)
        );
    }

    [Test]
    public void A_chart_of_many_slices_draws_the_largest_in_the_order_of_the_table()
    {
        var view = View("headlines").Tasks[0].Metrics[0];
        var whole = view.Metric.Slices[0];
        var slices = Enumerable
            .Range(0, GroupsFigure.MostGroups + 2)
            .Select(i => whole with { Value = $"v{i}", Samples = i < 2 ? 1 : 100 + (i % 3) });
        var many = view with { Metric = view.Metric with { Slices = [.. slices] } };
        var labels = Json(SlicesFigure.Draw(many, whole.Field)!)["layout"]!["yaxis"]!["ticktext"]!.AsArray();
        Assert.That(
            labels.Select(label => ((string)label!).Split(' ')[0]),
            Is.EqualTo(Enumerable.Range(2, GroupsFigure.MostGroups).Select(i => $"v{i}"))
        );
    }

    private static CostPoint Point(string name, double cost, double score) =>
        new(new ModelStyle(name, name, ModelKind.Custom, Filling.Solid), cost, score);

    private static ReportView View(string recipe) => new(InventedRun.Of(Recipes.All[recipe]));

    private static JsonNode Json(Figure figure) => JsonNode.Parse(figure.Json)!;
}
