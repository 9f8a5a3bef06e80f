using EvalHarness.Core;
using EvalHarness.Tests.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class EveryEvalEverLogsTests : IDisposable
{
    private const string Whole = """
        {"schema_version":"0.3.0","evaluation_id":"a/b/1","evaluation_timestamp":"1767322800.0","model_info":{"name":"small","id":"own/small"},
         "evaluation_results":[{"evaluation_result_id":"r1","evaluation_name":"capitals","metric_config":{"metric_name":"accuracy","lower_is_better":false},
          "score_details":{"score":0.5,"uncertainty":{"standard_error":{"value":0.35},"num_samples":2}},
          "generation_config":{"generation_args":{"temperature":0.2,"max_tokens":5}}}],
         "detailed_evaluation_results":{"format":"jsonl","file_path":"data/a/b/c/run_samples.jsonl","total_rows":2}}
        """;

    private const string First = """
        {"schema_version":"0.3.0","evaluation_id":"a/b/1","model_id":"own/small","evaluation_name":"capitals","evaluation_result_id":"r1","sample_id":"1","interaction_type":"single_turn","input":{"raw":"Capital of Italy?","reference":["Rome"],"choices":["Milan","Rome"]},"output":{"raw":["I say B"]},"answer_attribution":[{"extracted_value":"B","is_terminal":true}],"evaluation":{"score":1.0,"is_correct":true},"token_usage":{"input_tokens":5,"output_tokens":1,"total_tokens":6},"performance":{"latency_ms":250}}
        """;

    private const string Failed = """
        {"schema_version":"0.3.0","evaluation_id":"a/b/1","model_id":"own/small","evaluation_name":"capitals","evaluation_result_id":"r1","sample_id":"2","interaction_type":"single_turn","input":{"raw":"Capital of Spain?","reference":["Madrid"]},"output":{"raw":[""]},"error":"timeout","evaluation":{"score":0.0,"is_correct":false}}
        """;

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestCase("run.json")]
    [TestCase("run_samples.jsonl")]
    public async Task An_evaluation_is_read_with_its_instances(string asked)
    {
        folder.Write("run.json", Whole);
        folder.Write("run_samples.jsonl", $"{First}\n{Failed}\n");

        var log = await ImportedSamples.LogAsync(
            Path.Combine(Path.GetDirectoryName(folder.Write("other.txt", ""))!, asked)
        );
        var samples = await log.SamplesAsync();

        var total = log.Evaluations.Single().Totals.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Files, Has.Length.EqualTo(2));
            Assert.That(log.Version, Is.EqualTo("0.3.0"));
            Assert.That(
                (total.Metric, total.Value, total.StandardError, total.HigherIsBetter),
                Is.EqualTo(("accuracy", 0.5, 0.35, true))
            );
            Assert.That(log.Evaluations[0].Samples, Is.EqualTo(2));
            Assert.That(log.Evaluations[0].Protocol.Temperature, Is.EqualTo(0.2));
            Assert.That(log.Evaluations[0].StartedAt, Is.EqualTo(DateTimeOffset.UnixEpoch.AddSeconds(1767322800)));
            Assert.That(samples.Select(one => one.Outcome), Is.EqualTo([Outcome.Answered, Outcome.Failed]));
            Assert.That(samples.Select(one => one.Score("accuracy")), Is.EqualTo(new double?[] { 1, null }));
            Assert.That(samples[0].Answer, Is.EqualTo("Rome"));
            Assert.That(samples[0].LatencySeconds, Is.EqualTo(0.25));
            Assert.That(samples[0].Usage, Is.EqualTo(new Usage(5, 0, 1)));
        }
    }

    [Test]
    public async Task Version_0_2_has_texts_where_0_3_has_lists()
    {
        string path = folder.Write(
            "old_samples.jsonl",
            """{"schema_version":"0.2.0","evaluation_id":"a","model_id":"own/small","evaluation_name":"capitals","sample_id":"1","interaction_type":"single_turn","input":{"raw":"Capital of Italy?","reference":"Rome"},"output":{"raw":"Rome"},"evaluation":{"score":1.0,"is_correct":true}}"""
                + "\n"
                + """{"schema_version":"0.2.0","evaluation_id":"a","model_id":"own/small","evaluation_name":"capitals","sample_id":"1","interaction_type":"multi_turn","input":{"raw":"Capital of Italy?","reference":"Rome"},"output":null,"interactions":[{"role":"assistant","content":"Hm"},{"role":"user","content":"Well?"},{"role":"assistant","content":"Milan"}],"evaluation":{"score":0.0,"is_correct":false}}"""
        );

        var samples = await ImportedSamples.SamplesAsync(path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples.Select(one => one.Text), Is.EqualTo(["Rome", "Milan"]));
            Assert.That(samples.Select(one => one.Epoch), Is.EqualTo([0, 1]));
            Assert.That(samples[0].Targets, Is.EqualTo(["Rome"]));
            Assert.That(samples.Mean("score"), Is.EqualTo(0.5));
        }
    }

    [Test]
    public async Task Several_metrics_of_one_answer_are_no_repeats()
    {
        folder.Write(
            "two.json",
            Whole.Replace(
                "\"evaluation_results\":[",
                """ "evaluation_results":[{"evaluation_result_id":"r2","evaluation_name":"capitals","metric_config":{"metric_name":"length","lower_is_better":true},"score_details":{"score":3}},""",
                StringComparison.Ordinal
            )
        );
        string path = folder.Write(
            "two_samples.jsonl",
            $"{First}\n{First.Replace("\"r1\"", "\"r2\"", StringComparison.Ordinal)}\n"
        );

        var samples = await ImportedSamples.SamplesAsync(path);

        Assert.That(
            samples.Select(one => (one.Variant, one.Epoch, one.Scores[0].Metric)),
            Is.EqualTo(new[] { ("accuracy", 0, "accuracy"), ("length", 0, "length") })
        );
    }

    [Test]
    public async Task Totals_without_instances_are_told_and_are_no_means_of_samples()
    {
        string path = folder.Write("alone.json", Whole);

        var log = await ImportedSamples.LogAsync(path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await log.SamplesAsync(), Is.Empty);
            Assert.That(log.Evaluations[0].Totals[0].MeanOf, Is.Null);
            Assert.That(log.Notes.Single(), Does.StartWith("Totals alone"));
        }
    }

    [Test]
    public async Task What_is_broken_or_of_another_version_is_told_with_its_place()
    {
        string newer = folder.Write("new.json", Whole.Replace("0.3.0", "1.0.0", StringComparison.Ordinal));
        string cut = folder.Write("cut_samples.jsonl", First + "\n" + Failed[..80]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await ImportedSamples.FaultAsync(newer),
                Does.Match(@"new\.json:1:\d+: found version '1\.0\.0' of Every Eval Ever; expected 0\.2 or 0\.3")
            );
            Assert.That(
                await ImportedSamples.FaultAsync(cut),
                Does.Match(@"cut_samples\.jsonl:2:\d+: the JSON breaks off")
            );
        }
    }
}
