using EvalHarness.Core;
using EvalHarness.Imports;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

/// <summary>Logs of lm-evaluation-harness, with the oddities of real ones in our own words.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LmEvalLogsTests
{
    private const string Stamp = "2026-01-21T03-44-18.458309";

    private const string Results = """
        {"results": {
           "sums": {"alias": "sums", "exact_match,strict": 0.5, "exact_match_stderr,strict": 0.3535533906,
                    "exact_match,lenient": 1.0, "exact_match_stderr,lenient": 0.0},
           "capitals": {"alias": "capitals", "acc,none": 0.6666666667, "acc_stderr,none": 0.3333, "f1,none": NaN},
           "all": {"alias": "all", "acc,none": 0.6}},
         "group_subtasks": {"all": ["sums", "capitals"], "sums": [], "capitals": []},
         "configs": {
           "sums": {"task": "sums", "doc_to_text": "Q: {{question}}", "output_type": "generate_until", "repeats": 1,
                    "generation_kwargs": {"do_sample": false, "max_gen_toks": 16}},
           "capitals": {"task": "capitals", "doc_to_text": "{{question}}", "output_type": "multiple_choice",
                        "metric_list": [{"metric": "acc", "aggregation": "mean"}, {"metric": "f1", "aggregation": "f1"}]}},
         "versions": {"sums": 2.0, "capitals": 1.0},
         "n-shot": {"sums": 5, "capitals": 0},
         "higher_is_better": {"sums": {"exact_match": true}},
         "n-samples": {"sums": {"original": 2, "effective": 2}, "capitals": {"original": 900, "effective": 900}},
         "config": {"model": "hf", "model_args": "pretrained=acme/small,dtype=float"},
         "date": 1768964383.8, "lm_eval_version": "0.4.9", "chat_template": null, "system_instruction": null}
        """;

    private const string Sums = """
        {"doc_id": 0, "doc": {"question": "How much is two and three?"}, "target": "5", "arguments": {"gen_args_0": {"arg_0": "Q: How much is two and three?", "arg_1": {"until": ["\n"]}}}, "resps": [["It is 5."]], "filtered_resps": ["5"], "filter": "strict", "metrics": ["exact_match"], "exact_match": 0.0}
        {"doc_id": 1, "doc": {"question": "How much is four and one?"}, "target": "5", "arguments": [["Q: How much is four and one?", {"until": ["\n"]}]], "resps": [["5"]], "filtered_resps": ["5"], "filter": "strict", "metrics": ["exact_match"], "exact_match": "True"}
        {"doc_id": 0, "doc": {"question": "How much is two and three?"}, "target": "5", "arguments": {}, "resps": [["It is 5."]], "filtered_resps": ["5"], "filter": "lenient", "metrics": ["exact_match"], "exact_match": 1.0}
        {"doc_id": 1, "doc": {"question": "How much is four and one?"}, "target": "5", "arguments": {}, "resps": [["5"]], "filtered_resps": ["5"], "filter": "lenient", "metrics": ["exact_match"], "exact_match": true}
        """;

    /// <summary>One JSON list, as some versions write a file of that ending.</summary>
    private const string Capitals = """
        [{"doc_id": 0, "doc": {"question": "What is the capital of Norway?", "choices": {"text": ["Oslo", "Bergen"], "label": ["A", "B"]}}, "target": 0, "arguments": [["What is the capital of Norway?", " A"], ["What is the capital of Norway?", " B"]], "resps": [[["-0.5", "True"]], [["-2.5", "False"]]], "filtered_resps": [["-0.5", "True"], ["-2.5", "False"]], "filter": "none", "acc": 1, "f1": [0, 0]},
         {"doc_id": 1, "doc": {"question": "What is the capital of Peru?", "choices": {"text": ["Cusco", "Lima"], "label": ["A", "B"]}}, "target": "1", "arguments": [["What is the capital of Peru?", " A"], ["What is the capital of Peru?", " B"]], "resps": [[["-0.5", "True"]], [["-2.5", "False"]]], "filtered_resps": [["-0.5", "True"]], "filter": "none", "acc": 0, "f1": [1, 0]},
         {"doc_id": 2, "doc": {"question": "What is the capital of Mali?", "choices": {"text": ["Bamako", "Gao"], "label": ["A", "B"]}}, "target": "Bamako", "arguments": [], "resps": [[["-Infinity", "True"]], [[-Infinity, "False"]]], "filtered_resps": [], "filter": "none", "acc": 1, "f1": [0, 0]}]
        """;

    [Test]
    public async Task Totals_and_files_of_samples_are_one_log_without_its_groups()
    {
        using var folder = Write();
        var log = await LogFolder.OpenAsync(folder.Path);
        var samples = await LogFolder.SamplesAsync(log);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Tool, Is.EqualTo("lm-evaluation-harness"));
            Assert.That(log.Version, Is.EqualTo("0.4.9"));
            Assert.That(log.Files, Has.Length.EqualTo(3));
            Assert.That(log.Evaluations.Select(one => one.Task), Is.EqualTo(["sums", "capitals"]));
            Assert.That(log.Evaluations.Select(one => one.Model), Is.All.EqualTo("acme/small"));
            Assert.That(log.Notes, Has.Some.Contains("all"), "a mean over tasks is no task");
            Assert.That(samples, Has.Count.EqualTo(7));
            Assert.That(samples.Select(sample => sample.Epoch), Is.All.Zero, "filters are no repeats");
        }
    }

    [Test]
    public async Task A_protocol_is_what_the_configuration_tells_and_no_more()
    {
        using var folder = Write();
        var log = await LogFolder.OpenAsync(folder.Path);
        var (sums, capitals) = (log.Evaluations[0].Protocol, log.Evaluations[1].Protocol);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((sums.FewShot, sums.Temperature, sums.MaxTokens), Is.EqualTo((5, 0.0, 16)));
            Assert.That(sums.Prompt, Is.EqualTo("Q: {{question}}"));
            Assert.That(sums.ChatTemplate, Is.False);
            Assert.That(capitals.Prompt, Does.StartWith("likelihood of each option"));
            Assert.That(capitals.Temperature, Is.Null);
            Assert.That(sums.ChainOfThought, Is.Null);
        }
    }

    [Test]
    public async Task Each_filter_has_a_score_of_its_own_and_both_follow_from_the_samples()
    {
        using var folder = Write();
        var sums = (await LogCheck.ReadAsync(await LogFolder.OpenAsync(folder.Path)))[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sums.Variants, Is.EqualTo(["strict", "lenient"]));
            Assert.That((sums.Samples, sums.Answers, sums.Epochs), Is.EqualTo((2, 4, 1)));
            Assert.That(
                sums.Totals.Select(total => (total.Said.Variant, total.Said.Value, total.Recomputed, total.IsSame)),
                Is.EqualTo([("strict", (double?)0.5, (double?)0.5, (bool?)true), ("lenient", 1, 1, true)])
            );
            Assert.That(sums.Totals[0].Said.StandardError, Is.EqualTo(0.3535533906));
        }
    }

    [Test]
    public async Task Totals_over_more_samples_than_are_here_are_not_called_the_same()
    {
        using var folder = Write();
        var capitals = (await LogCheck.ReadAsync(await LogFolder.OpenAsync(folder.Path)))[1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(capitals.Totals[0].Recomputed, Is.EqualTo(2 / 3.0).Within(1e-12));
            Assert.That(capitals.Totals[0].IsSame, Is.Null);
            Assert.That(capitals.Notes, Has.Some.Contains("3 of 900 samples"));
            Assert.That(capitals.Totals[1].Said.Value, Is.Null, "NaN is no score");
            Assert.That(capitals.Totals[1].Recomputed, Is.Null, "f1 is no mean of samples");
        }
    }

    [Test]
    public async Task The_answer_to_a_choice_is_the_likeliest_option_in_the_words_of_the_document()
    {
        using var folder = Write();
        var samples = await LogFolder.SamplesAsync(await LogFolder.OpenAsync(folder.Path));
        var capitals = samples.Where(sample => sample.Task == "capitals").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(capitals.Select(sample => sample.Text), Is.EqualTo(["Oslo", "Cusco", null]));
            Assert.That(capitals.SelectMany(sample => sample.Targets), Is.EqualTo(["Oslo", "Lima", "Bamako"]));
            Assert.That(capitals[1].Choices, Is.EqualTo(["Cusco", "Lima"]));
            Assert.That(capitals[0].Input, Is.EqualTo("What is the capital of Norway?"));
        }
    }

    [Test]
    public async Task The_text_that_the_model_wrote_is_kept_beside_what_the_filter_made_of_it()
    {
        using var folder = Write();
        var first = (await LogFolder.SamplesAsync(await LogFolder.OpenAsync(folder.Path))).First(one =>
            one.Task == "sums"
        );
        Assert.That((first.Text, first.Answer), Is.EqualTo(("It is 5.", "5")));
    }

    [Test]
    public async Task A_file_of_samples_stands_for_its_task_alone()
    {
        using var folder = Write();
        var log = await LogFolder.OpenAsync(Path.Combine(folder.Path, $"samples_sums_{Stamp}.jsonl"));
        Assert.That(log.Evaluations.Select(one => one.Task), Is.EqualTo(["sums"]));
    }

    [Test]
    public async Task A_folder_with_a_link_to_itself_is_searched_once()
    {
        using var folder = Write();
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "again"), folder.Path);
        Assert.That(await ImportedLogs.FindAsync([folder.Path]), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Samples_without_totals_are_called_after_their_folder()
    {
        using var folder = new LogFolder();
        string file = folder.Write($"acme__small/samples_sums_{Stamp}.jsonl", Sums);
        var log = await LogFolder.OpenAsync(file);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Evaluations.Single().Model, Is.EqualTo("acme__small"));
            Assert.That(log.Version, Is.Null);
            Assert.That(log.Notes, Has.Some.Contains("after its folder"));
        }
    }

    [Test]
    public async Task Totals_of_the_oldest_version_have_no_filters()
    {
        using var folder = new LogFolder();
        string file = folder.Write(
            "old.json",
            """{"results": {"capitals": {"acc": 0.5, "acc_stderr": 0.1}}, "versions": {"capitals": 0}, "config": {"model": "gpt2", "num_fewshot": 0}}"""
        );
        var log = await LogFolder.OpenAsync(file);
        var check = (await LogCheck.ReadAsync(log)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Version, Is.EqualTo("0.3"));
            Assert.That(
                check.Totals.Single().Said,
                Is.EqualTo(new ImportedTotal("acc", 0.5) { StandardError = 0.1, MeanOf = "acc" })
            );
            Assert.That(log.Notes, Has.Some.Contains("totals alone"));
        }
    }

    [Test]
    public void An_unknown_version_is_refused_with_what_was_found()
    {
        using var folder = new LogFolder();
        string file = folder.Write("results.json", Results.Replace("0.4.9", "1.0.0", StringComparison.Ordinal));
        Assert.That(
            async () => await ImportedLogs.FindAsync([file]),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.Contains("lm-evaluation-harness 1.0.0")
                .And.Message.Contains("0.3 or 0.4")
        );
    }

    [Test]
    public async Task A_line_that_breaks_off_is_told_with_its_place()
    {
        using var folder = new LogFolder();
        string file = folder.Write($"samples_sums_{Stamp}.jsonl", Sums[..^40]);
        var log = await LogFolder.OpenAsync(file);
        Assert.That(
            async () => await LogFolder.SamplesAsync(log),
            Throws.TypeOf<DocumentException>().With.Message.Match(@"samples_sums_.*:4:\d+: the JSON breaks off")
        );
    }

    private static LogFolder Write()
    {
        var folder = new LogFolder();
        folder.Write($"results_{Stamp}.json", Results);
        folder.Write($"samples_sums_{Stamp}.jsonl", Sums);
        folder.Write($"samples_capitals_{Stamp}.jsonl", Capitals);
        return folder;
    }
}
