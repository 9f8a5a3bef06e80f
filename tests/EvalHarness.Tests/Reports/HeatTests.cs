using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using EvalHarness.Reports.Pages;
using EvalHarness.Reports.Parts;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class HeatTests
{
    [Test]
    public async Task Models_stand_in_rows_and_groups_in_columns_with_their_number_of_samples()
    {
        var view = View("headlines");
        var document = await RenderAsync(view);
        var slices = view.Metric.Slices;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.QuerySelectorAll("tbody tr"), Has.Exactly(view.Metric.Leaderboard.Length).Items);
            Assert.That(
                document.QuerySelectorAll("thead .n").Select(cell => cell.TextContent),
                Is.EqualTo(slices.Select(slice => $"{slice.Samples}"))
            );
            Assert.That(
                document.QuerySelector("tbody td")!.GetAttribute("title"),
                Does.Match(@"^finance-lora, difficulty \w+: [0-9.]+ % \([0-9.]+ to [0-9.]+\)$")
            );
        }
    }

    [Test]
    public async Task A_small_group_has_no_colour_and_no_best_model()
    {
        var view = View("headlines");
        int small = view.Metric.Slices.Count(slice => slice.IsSmall);
        var document = await RenderAsync(view);
        var cells = document.QuerySelectorAll("tbody td");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(small, Is.Positive);
            Assert.That(
                cells.Where(cell => cell.ClassList.Contains("small")),
                Has.Exactly(small * view.Metric.Leaderboard.Length).Items
            );
            Assert.That(
                cells.Where(cell => cell.ClassList.Contains("small")),
                Has.None.Matches<AngleSharp.Dom.IElement>(cell =>
                    cell!.ClassName!.Contains("h0") || cell.ClassList.Contains("best")
                )
            );
            Assert.That(
                cells.Where(cell => !cell.ClassList.Contains("small")),
                Has.All.Matches<AngleSharp.Dom.IElement>(cell =>
                    cell!.ClassList.Any(name => name.Length == 2 && name[0] == 'h')
                )
            );
        }
    }

    [Test]
    public async Task Of_many_models_and_groups_the_best_and_the_largest_are_shown_in_the_order_of_the_table()
    {
        var view = View("many-models");
        var whole = view.Metric.Slices[0];
        var slices = Enumerable
            .Range(0, HeatGrid.MostGroups + 2)
            .Select(i => whole with { Value = $"v{i}", Samples = i < 2 ? 1 : 100 + (i % 3) });
        var document = await RenderAsync(view with { Metric = view.Metric with { Slices = [.. slices] } });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                document.QuerySelectorAll("tbody th span").Select(name => name.GetAttribute("title")),
                Is.EqualTo(view.Metric.Leaderboard.Take(HeatGrid.MostModels).Select(row => row.Model))
            );
            Assert.That(
                document.QuerySelectorAll(".up").Select(name => name.TextContent),
                Is.EqualTo(Enumerable.Range(2, HeatGrid.MostGroups).Select(i => $"v{i}"))
            );
            Assert.That(document.TextOf(".heat-key"), Does.Contain("2 smaller groups").And.Contain("20 best models"));
        }
    }

    [TestCase(new[] { 95.0, 34, 58 }, 100 / 3.0, 40.0, 10.0)]
    [TestCase(new[] { 0.2, 0.9 }, null, 0.2, 0.2)]
    public void Steps_begin_above_chance_and_reach_the_best(double[] values, double? chance, double first, double width)
    {
        var scale = HeatScale.Of(values, chance, isLess: false);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(scale.First, Is.EqualTo(first).Within(1e-9));
            Assert.That(scale.Width, Is.EqualTo(width).Within(1e-9));
            Assert.That(scale.StepOf(values.Max()), Is.GreaterThan(HeatScale.Steps / 2));
            Assert.That(scale.StepOf(chance ?? -1), Is.Zero);
        }
    }

    [Test]
    public void Where_less_is_better_the_least_has_the_deepest_colour()
    {
        var scale = HeatScale.Of([10, 70], null, isLess: true);
        Assert.That(scale.StepOf(10), Is.GreaterThan(scale.StepOf(70)));
    }

    private static MetricView View(string recipe) =>
        new ReportView(InventedRun.Of(Recipes.All[recipe])).Tasks[0].Metrics[0];

    private static async Task<IHtmlDocument> RenderAsync(MetricView view) =>
        await new HtmlParser().ParseDocumentAsync(await Renderer.RenderAsync<Heat>(new() { ["View"] = view }));
}
