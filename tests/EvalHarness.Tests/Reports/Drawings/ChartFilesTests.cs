using System.Text.RegularExpressions;
using System.Xml.Linq;
using EvalHarness.Reports;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Drawings;

/// <summary>The pictures beside the Markdown text.</summary>
public sealed partial class ChartFilesTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [TestCase("headlines", "leaderboard-accuracy")]
    [TestCase("headlines", "differences-accuracy")]
    [TestCase("headlines", "costs-accuracy")]
    [TestCase("headlines", "slices-accuracy")]
    [TestCase("simulations", "cascade-tfidf-800-lora-400")]
    [TestCase("simulations", "learning-curve-lora")]
    public async Task The_picture_is_the_approved_one(string recipe, string chart)
    {
        string received = Path.Combine(await WriteAsync(recipe), "charts", chart + ".svg");
        string approved = Path.Combine(
            Repository.Root,
            "tests",
            "EvalHarness.Tests",
            "Reports",
            "Approved",
            "charts",
            $"{recipe}-{chart}.svg"
        );
        Assert.That(
            await File.ReadAllTextAsync(received),
            Is.EqualTo(await File.ReadAllTextAsync(approved)),
            $"{received} against {approved}"
        );
    }

    [TestCase("headlines")]
    [TestCase("simulations")]
    [TestCase("routed")]
    [TestCase("two-tasks")]
    [TestCase("many-models")]
    [TestCase("failures")]
    [TestCase("one-model")]
    [TestCase("hostile")]
    public async Task Each_picture_is_shown_by_the_text_and_is_a_drawing_and_nothing_else(string recipe)
    {
        string folder = await WriteAsync(recipe);
        string text = await File.ReadAllTextAsync(Path.Combine(folder, "report.md"));
        string[] shown = [.. Picture().Matches(text).Select(match => match.Groups[1].Value)];
        string[] written =
        [
            .. Directory.GetFiles(Path.Combine(folder, "charts")).Select(Path.GetFileName).OfType<string>(),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(written, Is.Not.Empty);
            Assert.That(shown, Is.EquivalentTo(written));
            foreach (string file in written)
            {
                var drawing = XDocument.Load(Path.Combine(folder, "charts", file)).Root!;
                string[] parts = [.. drawing.DescendantsAndSelf().Select(part => part.Name.LocalName).Distinct()];
                Assert.That(parts, Has.None.AnyOf("script", "foreignObject", "a", "image", "use"), file);
                Assert.That(
                    drawing
                        .DescendantsAndSelf()
                        .SelectMany(part => part.Attributes())
                        .Select(one => one.Name.LocalName),
                    Has.None.StartWith("on").And.None.EqualTo("href").And.None.EqualTo("style"),
                    file
                );
                Assert.That((string?)drawing.Element(Svg + "desc"), Is.Not.Empty, file);
                Assert.That(drawing.Attributes().Select(one => one.Value), Has.None.Contains("NaN"), file);
                Assert.That(drawing.ToString(), Does.Not.Contain("NaN").And.Not.Contain("∞"), file);
                Assert.That(
                    drawing.Descendants(Svg + "text").Select(part => part.Value),
                    Has.Some.Match("^csv/.+[.]csv from evalharness report "),
                    file
                );
            }
        }
    }

    [Test]
    public async Task The_same_run_gives_the_same_bytes()
    {
        string first = await WriteAsync("simulations");
        string second = await WriteAsync("simulations");
        foreach (string file in Directory.GetFiles(Path.Combine(first, "charts")))
        {
            Assert.That(
                await File.ReadAllBytesAsync(Path.Combine(second, "charts", Path.GetFileName(file))),
                Is.EqualTo(await File.ReadAllBytesAsync(file))
            );
        }
    }

    [Test]
    public async Task In_the_folder_of_another_run_all_files_carry_suite_and_run()
    {
        var folder = Directory.CreateTempSubdirectory("evalharness-runs-");
        try
        {
            var input = InventedRun.Of(Recipes.All["small"]);
            var other = input with
            {
                Comparison = input.Comparison with { Run = input.Comparison.Run with { Id = "20261125-090000-aa" } },
            };
            string first = await ReportFiles.WriteAsync(input, folder.FullName);
            byte[] before = await File.ReadAllBytesAsync(first);
            string second = await ReportFiles.WriteAsync(other, folder.FullName);
            string again = await ReportFiles.WriteAsync(other, folder.FullName);
            string text = await File.ReadAllTextAsync(Path.ChangeExtension(second, ".md"));
            string words = $"{input.Comparison.Run.Suite.Replace('/', '-')}-20261125-090000-aa";
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Path.GetFileName(first), Is.EqualTo("report.html"));
                Assert.That(Path.GetFileName(second), Is.EqualTo($"report-{words}.html"));
                Assert.That(again, Is.EqualTo(second));
                Assert.That(await File.ReadAllBytesAsync(first), Is.EqualTo(before));
                Assert.That(text, Does.Contain($"](charts-{words}/leaderboard-accuracy.svg)"));
                Assert.That(text, Does.Contain($"csv-{words}/"));
                Assert.That(
                    Directory.GetDirectories(folder.FullName).Select(Path.GetFileName),
                    Is.EquivalentTo(new[] { "csv", "charts", $"csv-{words}", $"charts-{words}" })
                );
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    [Category("Browser")]
    public async Task A_browser_shows_a_mark_for_each_value_and_no_text_outside()
    {
        string folder = await WriteAsync("headlines");
        var view = new EvalHarness.Reports.Views.ReportView(InventedRun.Of(Recipes.All["headlines"])).Tasks[0].Metrics[
            0
        ];
        string profile = Path.Combine(folder, "profile");
        int[] counts = new int[3];
        string[] charts = ["leaderboard-accuracy", "differences-accuracy", "costs-accuracy"];
        for (int i = 0; i < charts.Length; i++)
        {
            await using var page = await Chromium.OpenAsync(
                Path.Combine(folder, "charts", charts[i] + ".svg"),
                profile
            );
            counts[i] = (
                await page.EvaluateAsync(
                    "[...document.querySelectorAll('.value')].filter(mark => { const box = mark.getBoundingClientRect(); return box.height > 1 && box.left >= 0 && box.right <= 920; }).length"
                )
            ).GetInt32();
            Assert.That(
                await page.TextAsync(
                    "[...document.querySelectorAll('text')].filter(text => { const box = text.getBoundingClientRect(); return box.left < 0 || box.right > 920 || box.bottom > innerHeight + 4000; }).map(text => text.textContent).join()"
                ),
                Is.Empty,
                charts[i]
            );
        }

        Assert.That(
            counts,
            Is.EqualTo(
                new[]
                {
                    view.Metric.Leaderboard.Count(row => row.Estimate.Value is not null),
                    EvalHarness.Reports.Figures.ForestFigure.Pairs(view).Length,
                    EvalHarness.Reports.Figures.CostFigure.Points(view).Length,
                }
            )
        );
    }

    private static async Task<string> WriteAsync(string recipe)
    {
        string folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, "charts", Guid.NewGuid().ToString("N"));
        await ReportFiles.WriteAsync(InventedRun.Of(Recipes.All[recipe]), folder);
        return folder;
    }

    [GeneratedRegex(@"\]\(charts/([^)]+)\)")]
    private static partial Regex Picture();
}
