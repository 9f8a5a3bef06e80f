using System.Text.Json.Nodes;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Comparisons.Stopping;
using EvalHarness.Core;
using EvalHarness.Reports;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Tests.Comparisons;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>The confidence sequence of the pair that the headline speaks about.</summary>
public sealed class WatchedTests
{
    [Test]
    public void It_ends_where_the_monitor_ends()
    {
        var watched = Of("headlines")!;
        var monitored = SequentialMonitor
            .Watch(InventedRun.Of(Recipes.All["headlines"]).Scores)
            .Single(pair => (pair.Model, pair.Against) == (watched.Pair.Model, watched.Pair.Against));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(watched.Pair.Level, Is.EqualTo(monitored.Level));
            // Limits are roots, found to 1e-13 from wherever the look before ended.
            Assert.That(watched.Pair.Last.Low, Is.EqualTo(monitored.Last.Low).Within(1e-12));
            Assert.That(watched.Pair.Last.High, Is.EqualTo(monitored.Last.High).Within(1e-12));
            Assert.That(
                (watched.Pair.Last.Samples, watched.Pair.Last.Units),
                Is.EqualTo((monitored.Last.Samples, monitored.Last.Units))
            );
            Assert.That(watched.Pair.Looks, Has.Length.InRange(2, 60));
        }
    }

    [Test]
    public void A_clear_winner_is_found_long_before_the_end_and_the_sentence_says_when()
    {
        var watched = Two(right: 360, other: 200);
        var decided = watched.Pair.Looks[watched.Pair.DecidedAt!.Value - 1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(watched.Pair.Verdict, Is.EqualTo(PairVerdict.Better));
            Assert.That(decided.Samples, Is.LessThan(200));
            Assert.That(
                watched.Sentence,
                Does.Match(
                    $@"^mine was first found better than theirs after {decided.Samples} of 400 samples; the confidence sequence ends at \+\d+\.\d to \+\d+\.\d points, 1\.\d times as wide as an interval of its level for one look at the end \(by itself, at 95 %: \+\d+\.\d to \+\d+\.\d\)\. It holds at every look"
                )
            );
        }
    }

    [Test]
    public void Models_that_are_much_alike_are_not_decided_and_no_line_is_drawn()
    {
        var watched = Two(right: 205, other: 200);
        var layout = Json(WatchFigure.Draw(watched))["layout"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(watched.Sentence, Does.StartWith("No look at the 400 samples decided between the two; "));
            Assert.That(layout["shapes"]!.AsArray(), Has.Count.EqualTo(1), "the margin alone");
        }
    }

    [Test]
    public void The_chart_and_the_table_hold_the_same_numbers()
    {
        var watched = Two(right: 360, other: 200);
        var data = Json(WatchFigure.Draw(watched))["data"]!.AsArray();
        var table = WatchTable.Of(watched);
        var end = data.Single(trace => (string?)trace!["name"] == "one look at the end")!;
        double[] upper = [.. data[1]!["y"]!.AsArray().Select(y => (double)y!)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(upper, Is.EqualTo(watched.Pair.Looks.Select(look => 100 * look.High)).Within(1e-9));
            Assert.That(table.Rows, Has.Length.EqualTo(watched.Pair.Looks.Length));
            Assert.That(
                (double)end["y"]![0]! - (double)end["error_y"]!["arrayminus"]![0]!,
                Is.EqualTo(100 * watched.AtEnd!.Low!.Value).Within(1e-9)
            );
            Assert.That(
                data.Select(trace => (string?)trace!["line"]?["dash"]).Distinct(),
                Has.Some.EqualTo("dash").And.Some.EqualTo("solid"),
                "the limits differ by more than colour"
            );
        }
    }

    [Test]
    public async Task It_stands_beside_the_differences_and_in_the_CSV()
    {
        var page = await Pages.ParseAsync("headlines");
        var folder = Directory.CreateTempSubdirectory("evalharness-watched-");
        try
        {
            await CsvReport.WriteAsync(InventedRun.Of(Recipes.All["headlines"]), folder.FullName);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(
                    page.QuerySelectorAll("summary").Select(title => title.TextContent),
                    Has.Some.StartsWith("As the samples came in: finance-lora against ")
                );
                Assert.That(
                    Directory.EnumerateFiles(folder.FullName, "*watched*", SearchOption.AllDirectories),
                    Is.Not.Empty
                );
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase("one-model")]
    public void Where_no_pair_can_be_watched_there_is_nothing(string recipe) => Assert.That(Of(recipe), Is.Null);

    private static Watched? Of(string recipe) =>
        Watched.Of(new ReportView(InventedRun.Of(Recipes.All[recipe])).Tasks[0]);

    /// <summary>A custom model and a general one that is right elsewhere, on 400 samples.</summary>
    private static Watched Two(int right, int other)
    {
        const int samples = 400;
        static string?[] Answers(int right, int start) =>
            [.. Enumerable.Range(0, samples).Select(i => (i + start) % samples < right ? "yes" : "no")];
        var table = Board
            .Of(Enumerable.Repeat("yes", samples), [new Accuracy()])
            .With("mine", Answers(right, 0), ModelKind.Custom)
            .With("theirs", Answers(other, 150))
            .Table();
        return Watched.Of(new ReportView(new ReportInput(Comparer.Compare(table), table)).Tasks[0])!;
    }

    private static JsonNode Json(Figure figure) => JsonNode.Parse(figure.Json)!;
}
