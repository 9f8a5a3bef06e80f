using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Runs.Shards;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions.Shards;

/// <summary>
/// A suite with what a part of it could get wrong: clusters of unlike size, two tasks of the same samples, epochs, examples, a class that
/// is counted over all targets, a judge that is compared with people, and what is asked again. Each folder of results has a clock of its own that stands still.
/// </summary>
internal sealed class ShardedSetup
{
    public const int Samples = 60;

    private readonly string folder = ModelSetup.NewFolder();

    public ShardedSetup()
    {
        WriteData();
        Write();
        File.WriteAllText(
            Path.Combine(folder, "train.csv"),
            "id,text,label,firm\nt1,learn 1,good,x\nt2,learn 2,bad,y\nt3,learn 3,good,z\n"
        );
        File.WriteAllLines(
            Path.Combine(folder, "human.csv"),
            [
                "id,answer,anna",
                .. Enumerable
                    .Range(1, Samples)
                    .Where(i => i % 2 == 0)
                    .Reverse()
                    .Select(i => $"s{i},{AnswerOf(i)},{(i % 3 == 0 ? "poor" : "good")}"),
            ]
        );
    }

    /// <summary>What <c>ours</c> was asked.</summary>
    public ScriptedClient Client { get; } = new(text => AnswerOf(Number(text)));

    public string SuiteFile => Path.Combine(folder, "suite.yaml");

    public void WriteData(string also = "")
    {
        string[] lines =
        [
            "id,text,label,firm",
            .. Enumerable
                .Range(1, Samples)
                .Select(i => $"s{i},headline {i},{(i % 4 == 0 ? "bad" : "good")},firm {Math.Sqrt(i):0}"),
        ];
        File.WriteAllText(Path.Combine(folder, "data.csv"), string.Join('\n', lines) + "\n" + also);
    }

    public void Write(string seed = "7", string budget = "{}", string gates = "accuracy, better_than: chance") =>
        File.WriteAllText(
            SuiteFile,
            $$$"""
            suite: split/tone
            seed: {{{seed}}}
            budget: {{{budget}}}
            models:
              ours: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m, repeatability: { samples: 6 } }
              chance: { provider: random, labels: [good, bad] }
              commonest: { provider: majority-class }
              judge: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: j, only_in_teams: true }
            tasks:
              - task: tone
                dataset: { file: data.csv, id: id, fields: [text], target: label, cluster: firm }
                repeats: 2
                prompt: "{{text}}"
                few_shot: { count: 2, file: train.csv }
                answer: { choice: [good, bad] }
                metrics: [accuracy, macro_f1]
              - task: words
                dataset: { file: data.csv, id: id, fields: [text], target: label, cluster: firm, slices: [label] }
                prompt: "say {{text}}"
                answer: text
                metrics: [{ judged: quality }]
                judges:
                  quality:
                    kind: rubric
                    models: [judge]
                    scores: { good: 1, poor: 0 }
                    guideline: Is it good?
                    calibration: { file: human.csv, id: id, answer: answer, raters: [anna] }
            gates: [{ model: ours, metric: tone/{{{gates}}} }]
            """
        );

    public EvaluationOptions In(string results, int hour = 9, Func<string, string>? answer = null) =>
        new()
        {
            Catalog = SuiteCatalog.With(typeof(ShardedSetup).Assembly),
            Results = PathOf(results),
            Time = new FakeTimeProvider(new DateTimeOffset(2026, 12, 2, hour, 0, 0, TimeSpan.Zero)),
            Models =
            {
                ["ours"] = answer is null ? Client : new ScriptedClient(answer),
                ["judge"] = new ScriptedClient(text =>
                    text.Contains("bad", StringComparison.Ordinal) ? "Verdict: poor" : "Verdict: good"
                ),
            },
        };

    public string PathOf(string results) => Path.Combine(folder, results);

    public Task<Evaluation> RunAsync(EvaluationOptions options) => Evaluation.RunAsync(SuiteFile, options);

    public Task<Evaluation> RunAsync(string results, int number, int count) =>
        RunAsync(In(results) with { Shard = new Shard(number, count) });

    public async Task<MergedRun> MergeAsync(string into, params string[] from) =>
        (await MergedRun.MakeAsync([.. from.Select(PathOf)], In(into))).Single();

    /// <summary>All files that a reader looks at, by their paths in the folder of the run.</summary>
    public static async Task<ImmutableSortedDictionary<string, string>> ReadAsync(Evaluation run)
    {
        await run.WriteReportAsync();
        string[] journals = ["responses.jsonl", "judgements.jsonl", "repeats.jsonl", "prompts.jsonl", "run.json"];
        return Directory
            .EnumerateFiles(run.Folder.Path, "*", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(run.Folder.Path, path), File.ReadAllText(path)))
            .Where(file => !journals.Contains(file.Item1) && !Path.GetFileName(file.Item1).StartsWith('.'))
            .ToImmutableSortedDictionary(file => file.Item1, file => file.Item2, StringComparer.Ordinal);
    }

    /// <summary>What is told of something that is refused.</summary>
    public static async Task<string> RefusedAsync(Func<Task> act) =>
        (await Assert.ThrowsAsync<DocumentException>(() => act()))!.Faults[0].ToString();

    public static int Number(string text) =>
        int.Parse(text.TrimEnd().Split(' ', '\n')[^1], CultureInfo.InvariantCulture);

    private static string AnswerOf(int number) => number % 5 == 0 ? "bad" : "good";
}
