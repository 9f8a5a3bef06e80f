using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Logs;
using EvalHarness.Tests.Imports;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Exports;

/// <summary>Runs written as logs of other tools and read back by the readers of those.</summary>
public sealed class LogExportTests
{
    [TestCase("every_eval_ever", ".json")]
    [TestCase("inspect", ".json")]
    public async Task What_is_read_back_is_what_was_measured(string form, string ending)
    {
        var evaluation = await ExportSetup.RunAsync();
        string[] files = await ExportSetup.ExportAsync(evaluation, form);
        using (Assert.EnterMultipleScope())
        {
            foreach (string file in files.Where(file => file.EndsWith(ending, StringComparison.Ordinal)))
            {
                await HoldAsync(evaluation, await ImportedSamples.LogAsync(file));
            }
        }
    }

    private static async Task HoldAsync(Evaluation evaluation, ImportedLog log)
    {
        var told = log.Evaluations.Single();
        var scores = evaluation.Scores.Tasks.Single(task => task.Task.Name == told.Task);
        int model = scores.Models.Select(one => one.Name).ToList().IndexOf(told.Model);
        var compared = evaluation.Comparison.Tasks.Single(task => task.Task == told.Task);
        foreach (var metric in compared.Metrics)
        {
            var estimate = metric.Leaderboard.Single(row => row.Model == told.Model).Estimate;
            var total = told.Totals.First(one => one.Metric.Split('/')[0] == metric.Metric);
            Assert.That(total.Value, Is.EqualTo(estimate.Value), $"{told}: {metric.Metric}");
            Assert.That(
                told.Totals.Select(one => one.StandardError ?? one.Value),
                Does.Contain(estimate.StandardError),
                $"{told}: standard error of {metric.Metric}"
            );
        }

        foreach (var sample in await log.SamplesAsync())
        {
            Hold(scores, model, sample);
        }
    }

    private static void Hold(TaskScores scores, int model, ImportedSample sample)
    {
        string at = $"{sample.Task} {sample.Model} {sample.Id} {sample.Epoch}";
        int place = scores.Samples.Select(one => one.Id).ToList().IndexOf(sample.Id);
        Assert.That(place, Is.Not.Negative, at);
        int cell = (place * scores.Task.Epochs) + sample.Epoch;
        var cells = scores.Cells[model];
        Assert.That(sample.Outcome == Outcome.Failed, Is.EqualTo(cells.Outcomes[cell] == Outcome.Failed), at);
        foreach (int metric in CellValues.Means(scores))
        {
            Assert.That(
                sample.Scores.Where(one => one.Metric == scores.Metrics[metric].Name).Select(one => one.Value),
                Is.All.EqualTo(CellValues.Of(scores, model, metric, cell)),
                at
            );
        }

        Assert.That(sample.Targets, Is.EqualTo(scores.Samples[place].Targets), at);
        Assert.That(sample.Input, Does.StartWith(ExportSetup.Secret), at);
        // Inspect keeps the answer within the score of a sample, which a metric of the whole set has not.
        Assert.That(sample.Answer, Is.EqualTo(sample.Scores.IsEmpty ? null : cells.Answers[cell]), at);
        Assert.That(sample.Usage, Is.EqualTo(cells.Usage[cell]), at);
        Assert.That(sample.CostUsd, Is.EqualTo(CellCosts.Of(scores, model, cell)), at);
        Assert.That(sample.LatencySeconds ?? double.NaN, Is.EqualTo(cells.LatencySeconds[cell]).Within(1e-12), at);
    }

    [Test]
    public async Task Inspect_has_every_answer_and_a_failed_request_is_an_error_without_a_score()
    {
        var evaluation = await ExportSetup.RunAsync();
        string[] files = await ExportSetup.ExportAsync(evaluation, "inspect");
        var logs = await Task.WhenAll(files.Select(ImportedSamples.LogAsync));
        var ours = logs.Single(log => log.Evaluations[0] is { Task: "tone", Model: "ours" });
        var samples = await ours.SamplesAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(files, Has.Length.EqualTo(3 * 2));
            Assert.That(
                files.Select(Path.GetFileName),
                Has.All.Match(@"^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\+00-00_[A-Za-z0-9-]+_[0-9a-f]{22}\.json$"),
                "Inspect lists no others"
            );
            Assert.That(samples, Has.Count.EqualTo(ExportSetup.Samples * ExportSetup.Repeats));
            Assert.That(samples.Select(sample => sample.Epoch).Distinct(), Is.EquivalentTo([0, 1]));
            Assert.That(samples.Count(Outcome.Failed), Is.EqualTo(ExportSetup.Repeats));
            Assert.That(
                samples.Where(sample => sample.Outcome == Outcome.Failed).SelectMany(sample => sample.Scores),
                Is.Empty
            );
            Assert.That(ours.Evaluations[0].Epochs, Is.EqualTo(ExportSetup.Repeats));
        }
    }

    [Test]
    public async Task Every_Eval_Ever_has_no_line_for_a_failed_request_so_that_its_lines_have_the_score_as_their_mean()
    {
        var evaluation = await ExportSetup.RunAsync();
        string[] files = await ExportSetup.ExportAsync(evaluation, "every_eval_ever");
        string whole = files.Single(file =>
            file.Contains("/tone/unknown/ours/", StringComparison.Ordinal) && Path.GetExtension(file) == ".json"
        );
        var log = await ImportedSamples.LogAsync(whole);
        var samples = await log.SamplesAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples, Has.Count.EqualTo((ExportSetup.Samples - 1) * ExportSetup.Repeats));
            Assert.That(
                samples.Mean("accuracy"),
                Is.EqualTo(log.Evaluations[0].Totals.Single(total => total.Metric == "accuracy").Value).Within(1e-15)
            );
            Assert.That(await File.ReadAllTextAsync(whole), Does.Contain("\"failed_requests\": \"2\""));
            Assert.That(await File.ReadAllTextAsync(whole), Does.Contain("\"cost_usd\": \"unknown\""));
        }
    }
}
