using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Tests.Imports;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Exports;

/// <summary>What all forms of an export have in common.</summary>
public sealed class ExportTests
{
    private static readonly string[] Forms = ["csv", "every_eval_ever", "inspect", "junit", "parquet"];

    [TestCaseSource(nameof(Forms))]
    public async Task The_same_run_gives_the_same_bytes(string form)
    {
        var evaluation = await ExportSetup.RunAsync();
        string[] first = await ExportSetup.ExportAsync(evaluation, form, "first");
        string[] then = await ExportSetup.ExportAsync(evaluation, form, "then");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.Not.Empty);
            Assert.That(then.Select(Path.GetFileName), Is.EqualTo(first.Select(Path.GetFileName)));
            foreach (var (one, other) in first.Zip(then))
            {
                Assert.That(await File.ReadAllBytesAsync(other), Is.EqualTo(await File.ReadAllBytesAsync(one)), one);
            }
        }
    }

    [TestCaseSource(nameof(Forms))]
    public async Task Without_texts_no_file_holds_what_was_asked_or_answered(string form)
    {
        var evaluation = await ExportSetup.RunAsync();
        string[] files = await ExportSetup.ExportAsync(evaluation.WithoutTexts(), form);
        using (Assert.EnterMultipleScope())
        {
            foreach (string file in files)
            {
                string text = await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1);
                Assert.That(text, Does.Not.Contain(ExportSetup.Secret), file);
                Assert.That(text, Does.Not.Contain("You judge"), file);
            }
        }
    }

    [TestCase("every_eval_ever")]
    [TestCase("inspect")]
    public async Task Without_texts_the_scores_are_the_same_and_no_answer_is_taken_for_an_empty_one(string form)
    {
        var evaluation = await ExportSetup.RunAsync();
        var whole = await SamplesAsync(await ExportSetup.ExportAsync(evaluation, form, "whole"));
        var silent = await SamplesAsync(await ExportSetup.ExportAsync(evaluation.WithoutTexts(), form, "silent"));
        static IEnumerable<string> Scores(List<ImportedSample> samples) =>
            samples
                .Where(sample => sample.Task != "whole")
                .Select(sample =>
                    $"{sample.Task} {sample.Id} {sample.Epoch} {sample.Model} {string.Join(' ', sample.Scores)} {sample.Outcome == Outcome.Failed}"
                );
        Assert.That(Scores(silent), Is.EquivalentTo(Scores(whole)));
    }

    [Test]
    public async Task Without_texts_comparison_and_scores_stay_and_the_suite_is_not_quoted()
    {
        var evaluation = await ExportSetup.RunAsync();
        var silent = evaluation.WithoutTexts();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((evaluation.HasTexts, silent.HasTexts), Is.EqualTo((true, false)));
            Assert.That(silent.Comparison.Tasks, Is.EqualTo(evaluation.Comparison.Tasks));
            Assert.That(silent.Comparison.Run.SuiteText, Is.Empty);
            Assert.That(
                silent.Scores.Tasks[0].Cells[0].Statistics[0],
                Is.EqualTo(evaluation.Scores.Tasks[0].Cells[0].Statistics[0])
            );
            Assert.That(silent.Writers, Is.SupersetOf(Forms));
        }
    }

    private static async Task<List<ImportedSample>> SamplesAsync(string[] files)
    {
        var samples = new List<ImportedSample>();
        foreach (string file in files.Where(file => file.EndsWith(".json", StringComparison.Ordinal)))
        {
            samples.AddRange(await ImportedSamples.SamplesAsync(file));
        }

        return samples;
    }
}
