using System.Globalization;
using CsvHelper;
using EvalHarness.Reports;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class CsvReportTests
{
    [Test]
    public async Task Every_table_is_read_back_with_its_numbers_in_full()
    {
        var input = InventedRun.Of(Recipes.All["headlines"]);
        var rows = Read(await WriteAsync(input, "headlines"), "leaderboard-accuracy.csv");
        var metric = input.Comparison.Tasks[0].Headline;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row["model"]), Is.EqualTo(metric.Leaderboard.Select(row => row.Model)));
            Assert.That(
                rows.Select(row => double.Parse(row["value"], CultureInfo.InvariantCulture)),
                Is.EqualTo(metric.Leaderboard.Select(row => row.Estimate.Value))
            );
        }
    }

    [Test]
    public async Task The_samples_file_holds_every_cell()
    {
        var input = InventedRun.Of(Recipes.All["failures"]);
        var rows = Read(await WriteAsync(input, "failures"), "samples.csv");
        var scores = input.Scores.Tasks[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows, Has.Count.EqualTo(scores.Samples.Length * scores.Models.Length));
            Assert.That(
                rows.Count(row => row["outcome"] == "failed" && row["accuracy"].Length == 0),
                Is.EqualTo(scores.Cells.Sum(cells => cells.Outcomes.Count(o => o == EvalHarness.Core.Outcome.Failed)))
            );
            Assert.That(rows[0].Keys, Does.Not.Contain("macro_f1"), "one sample has no macro F1");
        }
    }

    [Test]
    public async Task Cascades_and_curves_are_files_as_the_other_tables_are()
    {
        var paths = await WriteAsync(InventedRun.Of(Recipes.All["simulations"]), "simulations");
        var curve = Read(paths, "learning-curve-tfidf.csv");
        var cascade = Read(paths, "cascade-tfidf-800-lora-400.csv");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                curve.Select(row => row["rows"]).Take(6),
                Is.EqualTo(["50", "100", "200", "400", "800", "1600"])
            );
            Assert.That(curve.Count(row => row["measured"].Length > 0), Is.EqualTo(5));
            Assert.That(cascade, Has.Count.InRange(50, 101));
            Assert.That(
                (cascade[0]["calls"], cascade[^1]["calls"], cascade[^1]["threshold"]),
                Is.EqualTo(("0", "1", ""))
            );
            Assert.That(Read(paths, "rows-needed-lora.csv").Select(row => row["goal"]), Does.Contain("general-4shot"));
            Assert.That(
                paths.Select(Path.GetFileName),
                Does.Contain("cascade-tfidf-800-lora-400-choices.csv")
                    .And.Contain("cascade-tfidf-800-lora-400-cross-fitted.csv")
            );
        }
    }

    [Test]
    public async Task Hostile_texts_come_back_as_they_were_and_formulas_are_defused()
    {
        var recipe = Recipes.All["small"] with { Disguise = text => "=1+1,\"" + text + "\"\r\n" };
        var input = InventedRun.Of(recipe);
        var rows = Read(await WriteAsync(input, "formulas"), "samples.csv");
        Assert.That(rows[0]["model"], Is.EqualTo("'=1+1,\"finance-lora\"\r\n"));
    }

    [Test]
    public async Task Several_tasks_and_odd_names_give_one_file_each()
    {
        var recipe = Recipes.All["two-tasks"] with { Disguise = text => "../" + text + "/ü" };
        var paths = await WriteAsync(InventedRun.Of(recipe), "odd");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(paths, Is.Unique);
            Assert.That(paths.Select(Path.GetDirectoryName).Distinct(), Has.Exactly(1).Items);
        }
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(ReportInput input, string name) =>
        await CsvReport.WriteAsync(input, Path.Combine(TestContext.CurrentContext.WorkDirectory, "csv", name));

    private static List<Dictionary<string, string>> Read(IReadOnlyList<string> paths, string file)
    {
        using var stream = File.OpenRead(paths.Single(path => Path.GetFileName(path) == file));
        using var csv = CsvReader.Create(stream, new CsvReaderOptions { HasHeader = false, Mode = CsvMode.Rfc4180 });
        var lines = new List<string[]>();
        while (csv.Read())
        {
            lines.Add([.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i)!)]);
        }

        return
        [
            .. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second)),
        ];
    }
}
