using EvalHarness.Core;
using EvalHarness.Tests.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

/// <summary>Exports that promptfoo wrote: Data/README.md says what it printed.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PromptfooLogsTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Test]
    public async Task Passes_failures_and_errors_are_as_it_prints_them()
    {
        var samples = await ImportedSamples.SamplesAsync(ImportedSamples.Data("promptfoo/capitals.json"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples, Has.Count.EqualTo(36));
            Assert.That(samples.Count(sample => sample.Score("pass") == 1), Is.EqualTo(10));
            Assert.That(samples.Count(sample => sample.Score("pass") == 0), Is.EqualTo(18));
            Assert.That(samples.Count(Outcome.Failed), Is.EqualTo(8));
            Assert.That(
                samples.Where(sample => sample.Outcome == Outcome.Failed).All(sample => sample.Score("score") is null)
            );
        }
    }

    [Test]
    public async Task Totals_are_means_of_its_sums_over_errors_too()
    {
        var log = await ImportedSamples.LogAsync(ImportedSamples.Data("promptfoo/capitals.json"));

        var small = log.Evaluations.Single(one => one.Model == "small");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Version, Is.EqualTo("0.123.1"));
            Assert.That(
                log.Evaluations.Select(one => (one.Task, one.Model)),
                Is.EqualTo(new[] { ("capitals", "small"), ("capitals", "large") })
            );
            Assert.That(small.Samples, Is.EqualTo(9));
            Assert.That(small.Epochs, Is.EqualTo(1));
            Assert.That(
                small.Totals.Where(total => total.Variant == "short").Select(total => (total.Metric, total.Value)),
                Is.EqualTo(
                    new (string, double?)[] { ("pass", 2 / 9.0), ("score", 3.375 / 9), ("exact", 0), ("length", 0.5) }
                )
            );
            Assert.That(
                log.Notes,
                Has.Some.EqualTo("8 of 36 ended with an error, which promptfoo counts as a score of 0.")
            );
            Assert.That(log.Notes, Has.Some.EqualTo("4 answers have no assertion, which promptfoo counts as passed."));
        }
    }

    [Test]
    public async Task A_wrong_answer_is_no_error_though_it_fills_the_error()
    {
        var samples = await ImportedSamples.SamplesAsync(ImportedSamples.Data("promptfoo/capitals.json"));

        var wrong = samples.First(sample => sample.Text == "Milan");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong.Outcome, Is.EqualTo(Outcome.Answered));
            Assert.That(wrong.Failure, Is.Null);
            Assert.That(wrong.Score("score"), Is.EqualTo(0.375));
            Assert.That(wrong.Score("length"), Is.EqualTo(0.5));
            Assert.That(wrong.Targets, Is.EqualTo(["Rome"]));
            Assert.That(wrong.Input, Is.EqualTo("Italy"));
            Assert.That(wrong.Usage, Is.EqualTo(new Usage(9, 0, 3)));
        }
    }

    [Test]
    public async Task An_assertion_that_throws_keeps_the_answer_and_half_its_score()
    {
        var samples = await ImportedSamples.SamplesAsync(ImportedSamples.Data("promptfoo/capitals.json"));

        var thrown = samples.Where(sample => sample.Input == "Thrown").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(thrown, Has.Length.EqualTo(4));
            Assert.That(
                thrown,
                Has.All.Matches<EvalHarness.Imports.ImportedSample>(one =>
                    one is { Outcome: Outcome.Answered, Text: "Bern" }
                )
            );
            Assert.That(thrown.Select(one => one.Score("score")), Is.All.EqualTo(0.5));
        }
    }

    [Test]
    public async Task A_cost_of_0_is_unknown_and_an_empty_answer_is_empty()
    {
        var samples = await ImportedSamples.SamplesAsync(ImportedSamples.Data("promptfoo/capitals.json"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples.Where(one => one.Model == "small").Select(one => one.CostUsd), Is.All.Null);
            Assert.That(samples.Where(one => one.Model == "large").Sum(one => one.CostUsd), Is.EqualTo(0.02m));
            Assert.That(
                samples.Where(one => one.Input is "Nothing" or "Void").Select(one => one.Outcome),
                Is.All.EqualTo(Outcome.Empty)
            );
        }
    }

    [Test]
    public async Task Repeats_are_tied_together_by_content()
    {
        var samples = await ImportedSamples.SamplesAsync(ImportedSamples.Data("promptfoo/repeats.jsonl"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples, Has.Count.EqualTo(24));
            Assert.That(samples.Select(one => one.Id).Distinct().Count(), Is.EqualTo(3));
            Assert.That(samples.Select(one => (one.Model, one.Variant, one.Id, one.Epoch)), Is.Unique);
            Assert.That(samples.Max(one => one.Epoch), Is.EqualTo(1));
            Assert.That(samples.Count(Outcome.Failed), Is.EqualTo(8));
        }
    }

    [Test]
    public async Task Columns_of_one_name_in_a_CSV_are_prompts_and_providers()
    {
        var samples = await ImportedSamples.SamplesAsync(ImportedSamples.Data("promptfoo/capitals.csv"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                samples.Select(one => (one.Model, one.Variant)).Distinct(),
                Is.EquivalentTo(new[] { ("small", "short"), ("small", "long"), ("large", "short"), ("large", "long") })
            );
            Assert.That(samples.Count(one => one.Score("pass") == 1), Is.EqualTo(10));
            // A reply without an answer is a failure in its counts and an error in its table.
            Assert.That(samples.Count(Outcome.Failed), Is.EqualTo(12));
            Assert.That(
                samples.Where(one => one.Input == "Nothing").Select(one => one.Outcome),
                Is.All.EqualTo(Outcome.Empty)
            );
            Assert.That(samples.First(one => one is { Model: "large", Text: "Rome" }).Score("exact"), Is.EqualTo(1));
            Assert.That(samples.Last().Input, Is.EqualTo("Quo\"ted, <b>né</b>\nline"));
        }
    }

    [Test]
    public async Task Exports_before_the_reason_was_kept_have_errors_without_a_grade()
    {
        string path = folder.Write(
            "old.json",
            """
            {"results":{"version":2,"timestamp":"2024-01-01T00:00:00Z","results":[
             {"provider":{"id":"own:small"},"prompt":{"raw":"Capital of France?","label":"p"},"vars":{"country":"France"},"response":{"output":"Paris"},"success":true,"score":1,"namedScores":{},"latencyMs":5,"gradingResult":{"pass":true,"score":1}},
             {"provider":{"id":"own:small"},"prompt":{"raw":"Capital of Italy?","label":"p"},"vars":{"country":"Italy"},"error":"Expected Rome","response":{"output":"Milan"},"success":false,"score":0,"namedScores":{},"latencyMs":5,"gradingResult":{"pass":false,"score":0}},
             {"provider":{"id":"own:small"},"prompt":{"raw":"Capital of Spain?","label":"p"},"vars":{"country":"Spain"},"error":"API error: 503","success":false,"score":0,"namedScores":{},"latencyMs":5}],
             "table":{"head":{"prompts":[{"raw":"Capital of {{country}}?","label":"p","provider":"own:small","metrics":{"score":1,"testPassCount":1,"testFailCount":2}}],"vars":["country"]},"body":[]},
             "stats":{"successes":1,"failures":2}},"config":{}}
            """
        );

        var log = await ImportedSamples.LogAsync(path);
        var samples = await log.SamplesAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                samples.Select(one => one.Outcome),
                Is.EqualTo([Outcome.Answered, Outcome.Answered, Outcome.Failed])
            );
            Assert.That(log.Version, Is.EqualTo("results 2"));
            Assert.That(log.Evaluations[0].Totals[0].Value, Is.EqualTo(1 / 3.0).Within(1e-15));
            Assert.That(log.Evaluations[0].Protocol.Prompt, Is.EqualTo("Capital of {{country}}?"));
        }
    }

    [Test]
    public async Task What_is_broken_or_of_another_version_is_told_with_its_place()
    {
        string whole = File.ReadAllText(ImportedSamples.Data("promptfoo/capitals.json"));
        string cut = folder.Write("cut.json", whole[..(whole.Length / 2)]);
        string newer = folder.Write(
            "new.json",
            whole.Replace("\"version\": 3", "\"version\": 9", StringComparison.Ordinal)
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ImportedSamples.FaultAsync(cut), Does.Match(@"cut\.json:\d+:\d+: the JSON breaks off"));
            Assert.That(
                await ImportedSamples.FaultAsync(newer),
                Does.Match(@"new\.json:1:\d+: found version '9' of promptfoo's results; expected one of 2, 3, 4")
            );
        }
    }

    [Test]
    public async Task Names_with_half_a_character_are_data()
    {
        string path = folder.Write(
            "hostile.jsonl",
            """{"vars":{"\ud800":"<script>\udc00"},"prompt":{"raw":"x","label":"\ud801"},"provider":{"id":"a\u001b[31m"},"success":true,"score":"NaN","namedScores":{"\ud802":1},"failureReason":0,"response":{"output":"y"}}"""
        );

        var sample = (await ImportedSamples.SamplesAsync(path)).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sample.Texts, Has.Member("<script>\ufffd"));
            Assert.That(sample.Score("score"), Is.Null);
            Assert.That(sample.Score("\ufffd"), Is.EqualTo(1));
        }
    }
}
