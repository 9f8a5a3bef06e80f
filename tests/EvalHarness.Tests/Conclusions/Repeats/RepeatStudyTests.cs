using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Reports;
using EvalHarness.Reports.Views;
using EvalHarness.Runs;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions.Repeats;

/// <summary>A server that does not repeat itself, and what is said of it.</summary>
public sealed partial class RepeatStudyTests
{
    private const int Samples = 20;

    private readonly string folder = ModelSetup.NewFolder();
    private readonly ConcurrentDictionary<int, int> asked = new();

    [GeneratedRegex(@"headline (\d+)")]
    private static partial Regex Number();

    private string SuiteFile => Path.Combine(folder, "suite.yaml");

    private EvaluationOptions Options => new() { Results = Path.Combine(folder, "results") };

    /// <summary>Right at first; the second time wrong about 1 to 4, in other words about 5 and 6.</summary>
    private FaultServer Server() =>
        new(request =>
        {
            int sample = int.Parse(Number().Match(request.Body).Groups[1].Value, CultureInfo.InvariantCulture);
            int time = asked.AddOrUpdate(sample, 1, (_, before) => before + 1);
            return FaultReply.Chat(
                time % 2 == 1 ? "good"
                : sample <= 4 ? "bad"
                : sample <= 6 ? "Good."
                : "good"
            );
        });

    private void Write(FaultServer server, string again = "repeatability: { samples: 20 }", string sections = "")
    {
        File.WriteAllLines(
            Path.Combine(folder, "data.csv"),
            ["id,text,label", .. Enumerable.Range(1, Samples).Select(i => $"s{i},headline {i},good")]
        );
        File.WriteAllText(
            SuiteFile,
            $$$"""
            suite: again
            models:
              served:
                provider: openai-compatible
                endpoint: {{{server.Url}}}
                model: m
                {{{again}}}
              chance: { provider: random }
            tasks:
              - task: tone
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [good, bad] }
                metrics: [accuracy, macro_f1]
            {{{sections}}}
            """
        );
    }

    private async Task<Evaluation> RunAsync(EvaluationOptions? options = null) =>
        await Evaluation.RunAsync(SuiteFile, options ?? Options);

    [Test]
    public async Task Answers_and_texts_that_differ_are_counted_and_their_noise_is_reckoned()
    {
        await using var server = Server();
        Write(server);

        var evaluation = await RunAsync();

        var served = evaluation.Repeatability.Single();
        var noise = served.Noise.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((served.Compared, served.OtherAnswers, served.OtherTexts), Is.EqualTo((20, 4, 6)));
            Assert.That(served.Answers!.Value, Is.EqualTo(0.8));
            Assert.That(served.Texts!.Value, Is.EqualTo(0.7));
            // Wilson's interval of 16 in 20.
            Assert.That(served.Answers.Low, Is.EqualTo(0.584).Within(0.001));
            Assert.That(served.Answers.High, Is.EqualTo(0.919).Within(0.001));
            Assert.That(noise.Metric, Is.EqualTo("accuracy"), "macro F1 is no mean of one number a sample");
            // Four of twenty with a variance of 1/2 between two passes: 0.1; 2 * 0.1 / 20 is the variance of the difference.
            Assert.That(noise.Within, Is.EqualTo(0.1).Within(1e-12));
            Assert.That(noise.PerSample, Is.EqualTo(Math.Sqrt(0.2)).Within(1e-12));
            Assert.That(noise.ForTask, Is.EqualTo(0.1).Within(1e-12));
            Assert.That(noise.Reach, Is.EqualTo(0.196).Within(0.0001));
            Assert.That(noise.ReachHigh, Is.GreaterThan(noise.Reach));
            Assert.That(
                evaluation.Notes.Single(note => note.Kind == NoteKind.Repeatability).Text,
                Is.EqualTo(
                    "served in tone: 4 of 20 answers differ when asked again (it agrees with itself in 80 %, 95 % interval 58.4 to 91.9 %), texts of 6; a difference in accuracy below 19.6 points over the 20 answers could be its own noise"
                )
            );
        }
    }

    [Test]
    public async Task A_repeat_counts_for_no_score()
    {
        await using var server = Server();
        Write(server, again: "");
        var plain = await RunAsync();
        asked.Clear();
        Write(server);

        var again = await RunAsync(Options with { Run = new RunOptions { UseCache = false } });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await File.ReadAllLinesAsync(again.Folder.ScoresFile),
                Has.Length.EqualTo((await File.ReadAllLinesAsync(plain.Folder.ScoresFile)).Length)
            );
            Assert.That(again.Comparison.Tasks[0].Headline.Leaderboard[0].Estimate.Value, Is.EqualTo(1));
            Assert.That(again.Comparison.Tasks[0].Models[0].Outcomes[Outcome.Answered], Is.EqualTo(Samples));
        }
    }

    [Test]
    public async Task A_finished_run_tells_the_same_from_its_files()
    {
        await using var server = Server();
        Write(server, sections: "gates: [{ model: served, metric: tone/accuracy, at_least: 0.9 }]");
        var run = await RunAsync();

        var opened = await Evaluation.OpenAsync(run.Folder.Path, Options);
        var sample = await Evaluation.OpenSampleAsync(run.Folder.Path, "s1", options: Options);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened.Notes.Select(note => note.Text), Is.EqualTo(run.Notes.Select(note => note.Text)));
            Assert.That(opened.Gates[0].OwnNoise, Is.EqualTo(run.Gates[0].OwnNoise).And.Not.Null);
            Assert.That(sample.Repeats.Select(again => (again.Repeat, again.Text)), Is.EqualTo(new[] { (1, "bad") }));
            Assert.That(sample.Responses.Single(one => one.Model == "served").Text, Is.EqualTo("good"));
        }
    }

    [TestCase("at_least: 0.9", true)]
    [TestCase("at_least: 0.5", false)]
    [TestCase("better_than: chance, margin: 0.4", true)]
    public async Task A_gate_whose_bound_is_within_the_noise_says_so_and_keeps_its_verdict(string rule, bool isTold)
    {
        await using var server = Server();
        Write(server, sections: $"gates: [{{ model: served, metric: tone/accuracy, {rule} }}]");
        var evaluation = await RunAsync();
        var without = GateEvaluator.Evaluate(evaluation.Scores)[0];

        var gate = evaluation.Gates[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(gate with { OwnNoise = null, TellingSamples = without.TellingSamples }, Is.EqualTo(without));
            Assert.That(gate.OwnNoise, isTold ? Is.EqualTo(0.196).Within(0.0001) : Is.Null);
            Assert.That(
                GateText.Describe(gate).Contains("own noise alone, past the bound", StringComparison.Ordinal),
                Is.EqualTo(isTold)
            );
        }
    }

    [Test]
    public async Task A_run_that_the_cache_alone_answers_knows_nothing_and_says_so()
    {
        await using var server = Server();
        Write(server, again: "");
        await RunAsync();
        Write(server);

        var cached = await RunAsync(Options with { Mode = RunMode.Cached });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Requests, Has.Count.EqualTo(Samples));
            Assert.That(cached.Repeatability.Single().Answers, Is.Null);
            Assert.That(
                cached.Notes.Single(note => note.Kind == NoteKind.Repeatability).Text,
                Is.EqualTo(
                    "served in tone: how far it repeats itself is unknown: none of 20 samples has two answers that this run was given; those of the cache do not count"
                )
            );
        }
    }

    [Test]
    public async Task Three_times_are_three_pairs_a_sample()
    {
        await using var server = Server();
        Write(server, again: "repeatability: { samples: 20, times: 3 }");

        var served = (await RunAsync()).Repeatability.Single();

        using (Assert.EnterMultipleScope())
        {
            // good, bad, good: one pair of three is equal, and the variance of 1, 0, 1 is 1/3.
            Assert.That(served.Answers!.Value, Is.EqualTo(1 - (4 * (2.0 / 3) / 20)).Within(1e-12));
            Assert.That(served.Noise[0].Within, Is.EqualTo(4.0 / 3 / 20).Within(1e-12));
        }
    }

    [Test]
    public async Task The_report_has_a_section_and_two_tables_of_it()
    {
        await using var server = Server();
        Write(server);
        var evaluation = await RunAsync();

        string page = await evaluation.WriteReportAsync();

        string csv = Path.Combine(Path.GetDirectoryName(page)!, "csv");
        string markdown = MarkdownReport.Render(ReportInput.Of(evaluation));
        string[] rows = await File.ReadAllLinesAsync(Path.Combine(csv, "repeatability.csv"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllTextAsync(page), Does.Contain("id=\"repeatability\""));
            Assert.That(markdown, Does.Contain("## Repeatability"));
            Assert.That(rows[1], Does.StartWith("tone,served,20,2,20,4,0.8,"));
            Assert.That(
                (await File.ReadAllLinesAsync(Path.Combine(csv, "own-noise.csv")))[0],
                Is.EqualTo("task,model,metric,per_sample,answers,for_task,reach,reach_high")
            );
        }
    }
}
