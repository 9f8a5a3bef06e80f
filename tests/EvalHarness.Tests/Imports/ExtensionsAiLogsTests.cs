using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Tests.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ExtensionsAiLogsTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Test]
    public async Task Scenarios_are_samples_and_iterations_are_repeats_unless_they_ask_something_else()
    {
        var samples = await ImportedSamples.SamplesAsync(ImportedSamples.Data("extensions_ai"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                samples.Where(one => one.Model == "small-1").Select(one => (one.Id, one.Epoch, one.Text)),
                Is.EqualTo(
                    new (string, int, string?)[]
                    {
                        ("Capitals.France", 0, "Paris"),
                        ("Capitals.France", 1, "Lyon"),
                        ("Capitals.France", 2, "Paris"),
                        ("Capitals.Italy", 0, "Rome"),
                        ("Capitals.Italy/2", 0, ""),
                    }
                )
            );
            Assert.That(samples, Has.Count.EqualTo(10));
            Assert.That(samples[0].Input, Is.EqualTo("Capital of France?"));
            Assert.That(samples[0].Targets, Is.EqualTo(["Paris"]));
            Assert.That(samples[0].Usage, Is.EqualTo(new Usage(11, 0, 2)));
            Assert.That(samples[4].Outcome, Is.EqualTo(Outcome.Empty));
        }
    }

    [Test]
    public async Task Metrics_without_a_value_have_none_and_the_report_fails_by_interpretations_and_errors()
    {
        var samples = await ImportedSamples.SamplesAsync(ImportedSamples.Data("extensions_ai/results/first"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                samples.Select(one => one.Score("Coherence")),
                Is.EqualTo(new double?[] { 5, 2, null, null, 1 })
            );
            Assert.That(samples.Select(one => one.Score("Exact")), Is.EqualTo(new double?[] { 1, 0, 1, null, null }));
            Assert.That(samples.Select(one => one.Score("passed")), Is.EqualTo(new double?[] { 1, 0, 1, 0, 0 }));
            Assert.That(samples[0].Scores, Has.Member(new ImportedValue("Tone", null)));
            Assert.That(samples[3].Scores, Has.Member(new ImportedValue("Nothing", null)));
        }
    }

    [Test]
    public async Task Executions_are_models_and_say_their_name_where_the_model_is_the_same()
    {
        string store = folder.Folder(
            "store",
            ("results/monday/Scene/1.json", Result("monday", "own-1")),
            ("results/tuesday/Scene/1.json", Result("tuesday", "own-1")),
            ("results/wednesday/Scene/1.json", Result("wednesday", ""))
        );

        var log = await ImportedSamples.LogAsync(store);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                log.Evaluations.Select(one => one.Model),
                Is.EqualTo(["own-1 (monday)", "own-1 (tuesday)", "wednesday"])
            );
            Assert.That(
                (await log.SamplesAsync()).Select(one => one.Model),
                Is.EqualTo(log.Evaluations.Select(one => one.Model))
            );
            Assert.That(log.Evaluations[0].Protocol.System, Is.Empty);
        }
    }

    [Test]
    public async Task Of_a_response_cache_the_first_answer_of_an_iteration_is_read()
    {
        string Entry(int second) =>
            $$"""{"scenarioName":"Scene","iterationName":"1","creation":"2026-01-01T00:00:0{{second}}Z","expiration":"2026-02-01T00:00:00Z"}""";
        string Contents(string text) =>
            $$"""{"messages":[{"role":"assistant","contents":[{"$type":"text","text":"{{text}}"}]}]}""";
        string store = folder.Folder(
            "store",
            ("cache/Scene/1/aa/entry.json", Entry(7)),
            ("cache/Scene/1/aa/contents.data", Contents("5")),
            ("cache/Scene/1/bb/entry.json", Entry(3)),
            ("cache/Scene/1/bb/contents.data", Contents("Paris"))
        );

        var log = await ImportedSamples.LogAsync(store);
        var samples = await log.SamplesAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                samples.Select(one => (one.Id, one.Text)),
                Is.EqualTo(new (string, string?)[] { ("Scene", "Paris") })
            );
            Assert.That(log.Notes, Has.Length.EqualTo(2));
        }
    }

    [Test]
    public async Task A_report_holds_all_results()
    {
        string report = folder.Write(
            "report.json",
            $$"""{"scenarioRunResults":[{{Result("a", "own-1")}},{{Result("a", "own-1").Replace("\"1\"", "\"2\"", StringComparison.Ordinal)}}],"createdAt":"2026-01-01T00:00:00Z"}"""
        );

        var samples = await ImportedSamples.SamplesAsync(report);

        Assert.That(samples.Select(one => one.Epoch), Is.EqualTo([0, 1]));
    }

    [Test]
    public async Task What_is_broken_or_of_another_version_is_told_with_its_place()
    {
        string newer = folder.Folder(
            "new",
            (
                "results/a/b/1.json",
                Result("a", "m").Replace("\"formatVersion\":1", "\"formatVersion\":2", StringComparison.Ordinal)
            )
        );
        string cut = folder.Folder(
            "cut",
            ("results/a/b/1.json", Result("a", "m")),
            ("results/a/b/2.json", Result("a", "m")[..60])
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await ImportedSamples.FaultAsync(newer),
                Does.Contain("1.json:1:1: found format version '2' of a result; expected version 1")
            );
            Assert.That(await ImportedSamples.FaultAsync(cut), Does.Match(@"2\.json:1:\d+: the JSON breaks off"));
        }
    }

    private static string Result(string execution, string model) =>
        $$"""{"scenarioName":"Scene","iterationName":"1","executionName":"{{execution}}","creationTime":"2026-01-01T00:00:00Z","messages":[{"role":"user","contents":[{"$type":"text","text":"Hello?"}]}],"modelResponse":{"messages":[{"role":"assistant","contents":[{"$type":"text","text":"Hi"}]}]{{(model.Length == 0 ? "" : $",\"modelId\":\"{model}\"")}}},"evaluationResult":{"metrics":{ } },"formatVersion":1}""";
}
