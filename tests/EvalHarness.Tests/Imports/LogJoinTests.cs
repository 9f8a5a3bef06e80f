using System.Globalization;
using System.Text;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Published;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Logs;
using EvalHarness.Scoring.Texts;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

/// <summary>One comparison from logs of two tools, whose figures a statistician repeats from the files.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LogJoinTests
{
    private const int Samples = 60;

    [Test]
    public async Task Two_tools_are_one_board_with_the_means_and_the_paired_difference_of_their_files()
    {
        using var folder = new LogFolder();
        var table = await JoinAsync(folder, Harness(i => i % 3 != 0), Inspect(i => i % 2 == 0));
        var task = table.Tasks.Single();
        var metric = Comparer.Compare(table).Tasks.Single().Headline;
        var pair = metric.Find("acme/large", "acme/small")!;
        // By hand: 40 and 30 of 60 are right; 20 by the one alone, 10 by the other, so that McNemar's mid-p is
        // 2 (P(X < 10) + P(X = 10) / 2) of 30 tosses.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(task.Samples, Has.Length.EqualTo(Samples));
            Assert.That(Share(task, "acme/small"), Is.EqualTo(40 / 60.0).Within(1e-12));
            Assert.That(Share(task, "acme/large"), Is.EqualTo(30 / 60.0).Within(1e-12));
            Assert.That(pair.Difference.Value, Is.EqualTo(-10 / 60.0).Within(1e-12));
            Assert.That(pair.PValue, Is.EqualTo(0.07075554598122835).Within(1e-9));
            Assert.That(table.Header.Warnings, Has.Some.Contains("acc, choice"), "each tool's own metric");
        }
    }

    [Test]
    public async Task Of_several_filters_the_unnamed_one_counts_for_all_samples_whatever_comes_first()
    {
        using var folder = new LogFolder();
        string lines = Harness(i => true);
        string strict = Harness(i => false).Replace("\"none\"", "\"strict\"", StringComparison.Ordinal);
        var table = await JoinAsync(folder, strict + lines, Inspect(i => true));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Share(table.Tasks.Single(), "acme/small"), Is.EqualTo(1));
            Assert.That(table.Header.Warnings, Has.Some.Contains("60 scores of other filters"));
        }
    }

    [Test]
    public async Task An_empty_file_in_a_folder_of_logs_is_passed_over()
    {
        using var folder = new LogFolder();
        folder.Write("a/log.json", Inspect(i => true));
        folder.Write("a/broken-off.jsonl", "");
        folder.Write("a/notes.txt", "");
        Assert.That((await LogFolder.OpenAsync(Path.Combine(folder.Path, "a"))).Tool, Is.EqualTo("Inspect"));
    }

    [Test]
    public async Task What_one_log_lacks_is_left_out_and_told()
    {
        using var folder = new LogFolder();
        var table = await JoinAsync(folder, Harness(i => true), Inspect(i => true, count: 45));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Tasks.Single().Samples, Has.Length.EqualTo(45));
            Assert.That(table.Header.Warnings, Has.Some.Contains("45 of 60 samples"));
        }
    }

    [Test]
    public async Task Equal_ids_with_other_content_are_never_paired()
    {
        using var folder = new LogFolder();
        var table = await JoinAsync(folder, Harness(i => true), Inspect(i => true, other: i => i < 10));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Tasks.Single().Samples, Has.Length.EqualTo(Samples - 10));
            Assert.That(table.Header.Warnings, Has.Some.Match("10 samples of .* have other content under the same id"));
        }
    }

    [Test]
    public void Logs_without_a_sample_in_common_are_refused()
    {
        using var folder = new LogFolder();
        Assert.That(
            async () => await JoinAsync(folder, Harness(i => true), Inspect(i => true, other: i => true)),
            Throws.TypeOf<DocumentException>().With.Message.Contains("logs of the same samples")
        );
    }

    [Test]
    public async Task A_failed_request_is_no_wrong_answer()
    {
        using var folder = new LogFolder();
        var table = await JoinAsync(folder, Harness(i => true), Inspect(i => true, failed: i => i == 7));
        var task = table.Tasks.Single();
        int model = task.Models.Index().Single(one => one.Item.Name == "acme/large").Index;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(task.Cells[model].Outcomes.Count(outcome => outcome == Outcome.Failed), Is.EqualTo(1));
            Assert.That(Share(task, "acme/large"), Is.EqualTo(1), "of those that were answered");
        }
    }

    [Test]
    public async Task Models_that_were_asked_a_different_number_of_times_are_paired_by_the_means_of_their_answers()
    {
        using var folder = new LogFolder();
        var table = await JoinAsync(folder, Harness(i => true), Inspect(i => i % 2 == 0, epochs: 2));
        var task = table.Tasks.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(task.Task.Epochs, Is.EqualTo(1));
            Assert.That(Share(task, "acme/large"), Is.EqualTo(0.5).Within(1e-12));
            Assert.That(table.Header.Warnings, Has.Some.Contains("a different number of times"));
        }
    }

    [Test]
    public async Task How_a_model_was_asked_is_unknown_where_its_log_does_not_tell()
    {
        using var folder = new LogFolder();
        var table = await JoinAsync(folder, Harness(i => true), Inspect(i => i % 2 == 0));
        var protocols = table.Tasks.Single().Task.Protocols;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(protocols["acme/small"].IsUnknown, Is.True, "no log tells whether it was asked to reason");
            Assert.That(protocols["acme/large"].Summary, Does.Contain("unknown: few_shot"));
        }
    }

    [Test]
    public async Task Samples_among_what_was_learned_from_are_told_with_scores_with_and_without_them()
    {
        using var folder = new LogFolder();
        var learned = new LearnedTexts();
        for (int i = 0; i < 12; i++)
        {
            learned.Add([Question(i), "yes"]);
        }

        var table = await JoinAsync(folder, Harness(i => i < 36), Inspect(i => i % 2 == 0), learned);
        var comparison = Comparer.Compare(table);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Header.Warnings, Has.Some.Contains("12 of 60 samples are the same as, or nearly repeat"));
            // All 12 are right for the one; of the other 48, 24 are.
            Assert.That(
                LearnedText.Of(comparison.Tasks.Single()),
                Is.EqualTo(
                    "seen in training, 12 of 60 samples: acme/small 100.0 % on them, 50.0 % on the others; acme/large 50.0 % on them, 50.0 % on the others"
                )
            );
        }
    }

    [Test]
    public async Task Samples_whose_texts_no_log_keeps_are_neither_seen_nor_unseen()
    {
        using var folder = new LogFolder();
        var learned = new LearnedTexts();
        learned.Add([Question(3)]);
        string bare = string.Join(
            '\n',
            Harness(i => true).Split('\n').Select((line, i) => line.Replace(Question(i), "", StringComparison.Ordinal))
        );
        var table = await JoinAsync(
            folder,
            bare,
            Inspect(i => true)
                .Replace("\"input\": \"Is headline", "\"input\": \"\", \"x\": \"Is", StringComparison.Ordinal),
            learned
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Header.Warnings, Has.Some.Contains("of 60 no text is kept, and it is not known"));
            Assert.That(LearnedText.Of(Comparer.Compare(table).Tasks.Single()), Is.Null);
        }
    }

    private static double Share(TaskScores task, string model)
    {
        int place = task.Models.Index().Single(one => one.Item.Name == model).Index;
        double[] statistics = task.Cells[place].Statistics[0];
        double sum = 0;
        double count = 0;
        for (int cell = 0; cell < statistics.Length / 2; cell++)
        {
            sum += statistics[2 * cell];
            count += statistics[(2 * cell) + 1];
        }

        return sum / count;
    }

    private static async Task<ScoreTable> JoinAsync(
        LogFolder folder,
        string harness,
        string inspect,
        LearnedTexts? learned = null
    )
    {
        string[] files =
        [
            folder.Write("a/samples_news_2026-01-21T03-44-18.4.jsonl", harness),
            folder.Write(
                "a/results_2026-01-21T03-44-18.4.json",
                """{"results": {"news": {"acc,strict": 0.1, "acc,none": 0.5}}, "n-shot": {"news": 0}, "lm_eval_version": "0.4.9", "model_name": "acme/small", "config": {}}"""
            ),
            folder.Write("b/log.json", inspect),
        ];
        var logs = await ImportedLogs.FindAsync([files[1], files[2]]);
        return await LogJoin.JoinAsync(
            "both",
            logs,
            [],
            new CompareSpec(Candidates: ["all"], AcrossProtocols: true),
            0,
            learned
        );
    }

    private static string Question(int i) =>
        string.Create(CultureInfo.InvariantCulture, $"Is headline number {i} of the paper good news?");

    private static string Harness(Func<int, bool> isRight)
    {
        var lines = new StringBuilder();
        for (int i = 0; i < Samples; i++)
        {
            lines.Append(
                CultureInfo.InvariantCulture,
                $$"""{"doc_id": {{i}}, "doc": {"question": "{{Question(i)}}"}, "target": "yes", "arguments": [], "resps": [["yes"]], "filtered_resps": ["yes"], "filter": "none", "acc": {{(isRight(i) ? 1 : 0)}}}"""
            );
            lines.Append('\n');
        }

        return lines.ToString();
    }

    private static string Inspect(
        Func<int, bool> isRight,
        int count = Samples,
        Func<int, bool>? other = null,
        Func<int, bool>? failed = null,
        int epochs = 1
    )
    {
        var samples = new List<string>();
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            // In another order, and under the same ids.
            for (int i = count - 1; i >= 0; i--)
            {
                string asked = other?.Invoke(i) == true ? "What is this sample about, after all?" + i : Question(i);
                string end =
                    failed?.Invoke(i) == true
                        ? "\"scores\": {}, \"error\": {\"message\": \"m\"}"
                        : $"\"scores\": {{\"choice\": {{\"value\": \"{(isRight(i) ? "C" : "I")}\"}}}}";
                samples.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{{\"id\": {i}, \"epoch\": {epoch}, \"input\": \"{asked}\", \"target\": \"A\", \"output\": {{\"choices\": [{{\"message\": {{\"content\": \"x\"}}}}]}}, {end}}}"
                    )
                );
            }
        }

        return $$"""
            {"version": 2, "status": "success", "eval": {"task": "acme/news", "model": "acme/large"},
             "plan": {"steps": [{"solver": "generate"}]}, "results": {"scores": []}, "samples": [{{string.Join(
                ",\n",
                samples
            )}}]}
            """;
    }
}
