using System.Globalization;
using EvalHarness.Datasets;
using EvalHarness.Datasets.Columnar;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Exports;

/// <summary>Runs as tables in CSV and Parquet.</summary>
public sealed class TableExportTests
{
    [Test]
    public async Task Both_forms_hold_the_same_rows()
    {
        var evaluation = await ExportSetup.RunAsync();
        string[] csv = await ExportSetup.ExportAsync(evaluation, "csv");
        string[] parquet = await ExportSetup.ExportAsync(evaluation, "parquet");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                csv.Select(Path.GetFileNameWithoutExtension),
                Is.EqualTo(["comparisons", "estimates", "models", "samples", "scores", "slices"])
            );
            foreach (var (plain, typed) in csv.Zip(parquet))
            {
                var rows = await RowsAsync(new CsvDatasetReader(), plain);
                var typedRows = await RowsAsync(new ParquetDatasetReader(), typed);
                Assert.That(rows.Select(Plain), Is.EqualTo(typedRows.Select(Plain)), plain);
            }
        }
    }

    [Test]
    public async Task Estimates_and_comparisons_are_those_of_the_run_to_the_bit()
    {
        var evaluation = await ExportSetup.RunAsync();
        string[] files = await ExportSetup.ExportAsync(evaluation, "csv");
        var estimates = await RowsAsync(
            new CsvDatasetReader(),
            files.Single(file => Path.GetFileName(file) == "estimates.csv")
        );
        var pairs = await RowsAsync(
            new CsvDatasetReader(),
            files.Single(file => Path.GetFileName(file) == "comparisons.csv")
        );
        var metrics = evaluation.Comparison.Tasks.SelectMany(task => task.Metrics).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                estimates.Select(row =>
                    (Number(row, "value"), Number(row, "standard_error"), Number(row, "low"), Number(row, "high"))
                ),
                Is.EqualTo(
                    metrics
                        .SelectMany(metric => metric.Leaderboard)
                        .Select(row => row.Estimate)
                        .Select(one => (one.Value, one.StandardError, one.Low, one.High))
                )
            );
            Assert.That(
                pairs.Select(row =>
                    (Number(row, "difference"), Number(row, "p_value"), Number(row, "low"), Number(row, "high"))
                ),
                Is.EqualTo(
                    metrics
                        .SelectMany(metric => metric.Pairs)
                        .Select(pair => (pair.Difference.Value, pair.PValue, pair.Difference.Low, pair.Difference.High))
                )
            );
        }
    }

    [Test]
    public async Task Each_answer_is_a_row_and_what_is_unknown_is_empty_while_what_is_free_is_nothing()
    {
        var evaluation = await ExportSetup.RunAsync();
        string[] files = await ExportSetup.ExportAsync(evaluation, "csv");
        var samples = await RowsAsync(
            new CsvDatasetReader(),
            files.Single(file => Path.GetFileName(file) == "samples.csv")
        );
        var scores = await RowsAsync(
            new CsvDatasetReader(),
            files.Single(file => Path.GetFileName(file) == "scores.csv")
        );
        var tone = samples.FindAll(row => row.Fields["task"] == "tone");
        var failed = tone.FindAll(row => row.Fields["outcome"] == "failed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tone, Has.Count.EqualTo(ExportSetup.Samples * ExportSetup.Repeats * 2));
            Assert.That(failed.Select(row => row.Fields["sample"]).Distinct(), Is.EqualTo(["../s<5>"]));
            Assert.That(
                tone.Select(row => (row.Fields["model"], row.Fields["cost_usd"])).Distinct(),
                Is.EquivalentTo([("ours", ""), ("chance", "0")])
            );
            Assert.That(
                scores.Where(row => row.Fields["outcome"] == "failed").Select(row => row.Fields["score"]).Distinct(),
                Is.EqualTo([""]),
                "a failed request is no wrong answer"
            );
            Assert.That(
                scores.Select(row => row.Fields["metric"]).Distinct(),
                Is.EquivalentTo(["accuracy", "edit_similarity"]),
                "one sample has no macro F1"
            );
            Assert.That(
                tone[0].Fields["prompt"],
                Is.EqualTo("system: You judge the tone.\n\nuser: Confidential 0 =SUM(A1)")
            );
            Assert.That(tone[0].Fields["slice_part"], Is.EqualTo("'=even"), "a spreadsheet would run it");
        }
    }

    [TestCase("-3.5", "-3.5")]
    [TestCase("+1e-7", "+1e-7")]
    [TestCase("-", "'-")]
    [TestCase("-1+2", "'-1+2")]
    [TestCase("=1", "'=1")]
    public void A_number_with_a_sign_is_no_formula(string text, string field) =>
        Assert.That(EvalHarness.Reports.Tables.CsvText.Quote(text), Is.EqualTo(field));

    /// <summary>A row without the marks of its form: numbers as numbers, times as times, texts without the apostrophe of formulas.</summary>
    private static string Plain(Row row) =>
        string.Join(" | ", row.Fields.Select(field => $"{field.Key}={Plain(field.Value)}"));

    private static string Plain(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
        : text.Length > 18
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
        : text.TrimStart('\'');

    private static double? Number(Row row, string column) =>
        row.Fields[column] is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    private static async Task<List<Row>> RowsAsync(IDatasetReader reader, string file)
    {
        var rows = new List<Row>();
        await foreach (var row in reader.ReadAsync(file, CancellationToken.None))
        {
            rows.Add(row);
        }

        return rows;
    }
}
