using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Tests.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OpenAiEvalsLogsTests : IDisposable
{
    private const string Spec =
        """{"spec":{"completion_fns":["own/small","own/judge"],"eval_name":"capitals.dev.v0","base_eval":"capitals","split":"dev","run_config":{"eval_spec":{"args":{"num_few_shot":2}}},"run_id":"r1","created_at":"2026-01-02 03:04:05.000001"}}""";
    private const string Report = """{"final_report":{"accuracy":0.5,"boostrap_std":0.25,"counts/Y":1}}""";

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Events_that_stand_mixed_are_samples_wherever_the_report_stands(bool isReportFirst)
    {
        string[] events =
        [
            Event(
                0,
                "c.1",
                "sampling",
                """{"prompt":[{"role":"system","content":"One word."},{"role":"user","content":"Capital of Italy?"}],"sampled":["Rome"],"usage":{"prompt_tokens":9,"completion_tokens":1}}"""
            ),
            Event(1, "c.2", "sampling", """{"prompt":"Capital of Spain?","sampled":"Seville"}"""),
            Event(2, "c.2", "match", """{"correct":false,"expected":["Madrid","MADRID"],"picked":null}"""),
            Event(3, "c.1", "match", """{"correct":true,"expected":"Rome","picked":"Rome"}"""),
        ];
        string path = folder.Write(
            "a.jsonl",
            string.Join('\n', (string[])(isReportFirst ? [Spec, Report, .. events] : [Spec, .. events, Report]))
        );

        var log = await ImportedSamples.LogAsync(path);
        var samples = (await log.SamplesAsync()).OrderBy(one => one.Id, StringComparer.Ordinal).ToArray();

        var evaluation = log.Evaluations.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (evaluation.Task, evaluation.Model, evaluation.Samples),
                Is.EqualTo(("capitals.dev.v0", "own/small", 2))
            );
            Assert.That(evaluation.Status, Is.EqualTo(ImportedStatus.Finished));
            Assert.That(evaluation.Protocol.FewShot, Is.EqualTo(2));
            Assert.That(
                evaluation.Totals.Select(total => (total.Metric, total.Value, total.StandardError, total.MeanOf)),
                Is.EqualTo(
                    new (string, double?, double?, string?)[]
                    {
                        ("accuracy", 0.5, 0.25, "match"),
                        ("counts/Y", 1, null, null),
                    }
                )
            );
            Assert.That(samples.Select(one => one.Text), Is.EqualTo(["Rome", "Seville"]));
            Assert.That(samples.Select(one => one.Input), Is.EqualTo(["Capital of Italy?", "Capital of Spain?"]));
            Assert.That(samples.Mean("match"), Is.EqualTo(0.5));
            Assert.That(samples[1].Targets, Is.EqualTo(["Madrid", "MADRID"]));
            Assert.That(samples[0].Usage, Is.EqualTo(new Usage(9, 0, 1)));
        }
    }

    [Test]
    public async Task A_judges_events_share_the_samples_id_and_are_not_its_answer()
    {
        string path = folder.Write(
            "a.jsonl",
            string.Join(
                '\n',
                Spec,
                Event(0, "c.1", "sampling", """{"prompt":"Capital of Italy?","sampled":["Rome"]}"""),
                Event(1, "c.1", "sampling", """{"prompt":"Is 'Rome' right?","sampled":["Y"]}"""),
                Event(2, "c.1", "metrics", """{"choice":"Y","score":1.0}""")
            )
        );

        var sample = (await ImportedSamples.SamplesAsync(path)).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sample.Text, Is.EqualTo("Rome"));
            Assert.That(sample.Score("score"), Is.EqualTo(1));
            Assert.That(sample.Epoch, Is.Zero);
        }
    }

    [Test]
    public async Task A_run_without_a_report_is_unfinished_and_an_error_has_no_score()
    {
        string path = folder.Write(
            "a.jsonl",
            string.Join('\n', Spec, Event(0, "c.1", "error", """{"type":"Timeout","message":"secret"}"""), "")
        );

        var log = await ImportedSamples.LogAsync(path);
        var sample = (await log.SamplesAsync()).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Evaluations[0].Status, Is.EqualTo(ImportedStatus.Unfinished));
            Assert.That(sample.Outcome, Is.EqualTo(Outcome.Failed));
            Assert.That(sample.Scores, Is.Empty);
            Assert.That(sample.Failure, Does.Not.Contain("secret"));
        }
    }

    [Test]
    public async Task A_line_that_breaks_off_is_told_with_its_place()
    {
        string path = folder.Write("a.jsonl", Spec + "\n" + Event(0, "c.1", "match", """{"correct":true}""")[..40]);

        Assert.That(await ImportedSamples.FaultAsync(path), Does.Match(@"a\.jsonl:2:\d+: the JSON breaks off"));
    }

    private static string Event(int number, string sample, string type, string data) =>
        $$"""{"run_id":"r1","event_id":{{number}},"sample_id":"{{sample}}","type":"{{type}}","data":{{data}},"created_by":"","created_at":"2026-01-02 03:04:06"}""";
}
