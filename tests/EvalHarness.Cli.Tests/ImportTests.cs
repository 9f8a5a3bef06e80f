using System.Globalization;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Logs of other tools, looked into, taken into a suite and compared, as a user does it.</summary>
public sealed class ImportTests
{
    private const int Samples = 40;

    [Test]
    public async Task A_dry_look_tells_what_a_log_holds_and_forms_its_scores_again()
    {
        using var tool = new Tool();
        tool.Write("logs/news.json", Log());
        var ended = await tool.RunAsync("import", "logs");
        var json = await tool.RunAsync("import", "logs", "--json");
        using var looked = JsonDocument.Parse(json.Output);
        var evaluation = looked.RootElement[0].GetProperty("evaluations")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Output, Does.StartWith("logs/news.json · Inspect 0.3.150\n"));
            Assert.That(ended.Output, Does.Contain("acme/news: acme/large, 40 samples, 1 failed, cost unknown"));
            Assert.That(ended.Output, Does.Match(@"choice +0\.8974 +0\.0492 +0\.8974 +39 +same"));
            Assert.That(evaluation.GetProperty("samples").GetInt32(), Is.EqualTo(Samples));
            Assert.That(evaluation.GetProperty("outcomes").GetProperty("failed").GetInt32(), Is.EqualTo(1));
            Assert.That(evaluation.GetProperty("scores")[0].GetProperty("is_same").GetBoolean(), Is.True);
            Assert.That(
                evaluation.GetProperty("cost_usd").ValueKind,
                Is.EqualTo(JsonValueKind.Null),
                "unknown, not zero"
            );
        }
    }

    [Test]
    public async Task A_file_that_is_no_log_is_refused_with_the_tools_that_are_known()
    {
        using var tool = new Tool();
        tool.Write("notes.md", "# Notes\n");
        var other = await tool.RunAsync("import", "notes.md");
        var none = await tool.RunAsync("import", "nothing.json");
        var named = await tool.RunAsync("import", "notes.md", "--as", "theirs");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((other.ExitCode, none.ExitCode, named.ExitCode), Is.EqualTo((2, 2, 2)));
            Assert.That(
                other.Errors,
                Does.Contain("notes.md: no log that is known; expected one of").And.Contain("Inspect")
            );
            Assert.That(none.Errors, Does.Contain("nothing.json: no such file or folder"));
            Assert.That(named.Errors, Does.Contain("a name and no suite"));
        }
    }

    [Test]
    public async Task Answers_taken_into_a_suite_are_scored_by_it_and_every_disagreement_is_listed()
    {
        using var tool = new Tool();
        Write(tool);
        tool.Write("logs/news.json", Log());
        var ended = await tool.RunAsync("import", "logs", "--suite", "suite.yaml", "--as", "theirs");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            // The tool called sample 5 wrong, whose answer is right by the suite's own reading.
            Assert.That(ended.Output, Does.Contain("1 of 39 answers that both scored have another score here."));
            Assert.That(ended.Output, Does.Contain("  h5: accuracy 1 here, choice 0 there"));
            Assert.That(ended.Output, Does.Contain("theirs: { provider: imported, logs: [logs], model: acme/large }"));
            Assert.That(tool.Runs("news-imported"), Has.Length.EqualTo(1), "the suite's own runs stay what they are");
        }
    }

    [Test]
    public async Task A_log_stands_beside_own_models_in_a_suite_and_beside_a_run_in_compare()
    {
        using var tool = new Tool();
        Write(tool, "  theirs: { provider: imported, logs: [logs/news.json], asked: task }\n");
        tool.Write("logs/news.json", Log());
        var run = await tool.RunAsync("run", "suite.yaml", "--quiet", "--json");
        var compared = await tool.RunAsync("compare", "suite.yaml", "logs/news.json", "--across-protocols");
        var unlike = await tool.RunAsync("compare", "suite.yaml", "logs/news.json");
        Directory.CreateDirectory(Path.Combine(tool.Folder, "empty"));
        var nothing = await tool.RunAsync("compare", "empty", "logs/news.json");
        using var json = JsonDocument.Parse(run.Output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.ToString());
            Assert.That(json.RootElement.GetProperty("tasks").ToString(), Does.Contain("\"theirs\""));
            Assert.That(
                run.Errors,
                Does.Not.Contain("no answer was recorded"),
                "joined by content: the log has other ids"
            );
            Assert.That(compared.ExitCode, Is.Zero, compared.ToString());
            // 35 of the 39 that did not fail, as the tool scored them.
            Assert.That(compared.Output, Does.Match(@"acme/large +89\.7"));
            Assert.That(compared.Output, Does.Contain("chance").And.Not.Contain("--across-protocols"));
            Assert.That(unlike.Output, Does.Contain("--across-protocols tests them all the same."));
            Assert.That(nothing.ExitCode, Is.EqualTo(2));
            Assert.That(
                nothing.Errors,
                Does.Contain("empty: a folder without run.json and without a log that is known")
            );
        }
    }

    [Test]
    public async Task What_is_to_be_copied_into_a_suite_elsewhere_is_found_from_there_and_stays_one_line()
    {
        using var tool = new Tool().With("COLUMNS", "60");
        Write(tool, folder: "evals/");
        tool.Write("my logs/news.json", Log());
        var ended = await tool.RunAsync("import", "my logs", "--suite", "evals/suite.yaml", "--as", "theirs");
        string line = ended
            .Output.Split('\n')
            .Single(one => one.Contains("provider: imported", StringComparison.Ordinal));
        Write(tool, line + "\n", "evals/");
        var run = await tool.RunAsync("run", "evals/suite.yaml", "--quiet");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                line,
                Is.EqualTo("  theirs: { provider: imported, logs: [\"../my logs\"], model: acme/large }")
            );
            // 36 of the 39 that did not fail, as this tool scores them.
            Assert.That(run.Output, Does.Match(@"theirs +92\.3"), run.ToString());
        }
    }

    [Test]
    public async Task Each_answer_is_held_against_theirs_once_however_many_filters_scored_it()
    {
        using var tool = new Tool();
        Write(tool);
        var lines = new StringBuilder();
        foreach (string filter in new[] { "strict", "none" })
        {
            for (int i = 0; i < Samples; i++)
            {
                int score = filter == "none" && i != 5 ? 1 : 0;
                lines.Append(
                    CultureInfo.InvariantCulture,
                    $$"""{"doc_id": {{i}}, "doc": {"text": "Headline number {{i}} of the day"}, "target": "{{Label(i)}}", "arguments": [], "resps": [["{{Label(i)}}"]], "filtered_resps": ["{{Label(i)}}"], "filter": "{{filter}}", "exact_match": {{score}}}"""
                );
                lines.Append('\n');
            }
        }

        tool.Write("logs/samples_tone_2026-01-21T03-44-18.4.jsonl", lines.ToString());
        tool.Write(
            "logs/results_2026-01-21T03-44-18.4.json",
            """{"results": {"tone": {"exact_match,strict": 0, "exact_match,none": 0.975}}, "lm_eval_version": "0.4.9", "model_name": "acme/small", "config": {}}"""
        );
        var ended = await tool.RunAsync("import", "logs", "--suite", "suite.yaml", "--as", "theirs");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Output, Does.Contain("1 of 40 answers that both scored have another score here."));
            Assert.That(ended.Output, Does.Contain("  h5: accuracy 1 here, exact_match 0 there"));
        }
    }

    private static void Write(Tool tool, string models = "", string folder = "")
    {
        var data = new StringBuilder("id,text,label\n");
        for (int i = 0; i < Samples; i++)
        {
            data.Append(CultureInfo.InvariantCulture, $"h{i},Headline number {i} of the day,{Label(i)}\n");
        }

        tool.Write(folder + "data.csv", data.ToString());
        tool.Write(
            folder + "suite.yaml",
            $$$"""
            suite: news
            models:
              chance: { provider: random }
            {{{models}}}
            tasks:
              - task: tone
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [good, bad] }
                metrics: [accuracy]
            compare: { max_failed: 0.1 }
            """
        );
    }

    private static string Label(int i) => i % 2 == 0 ? "good" : "bad";

    /// <summary>Right but for 7, 14 and 21; wrongly scored for 5; failed for 3. Its ids are numbers from 1000.</summary>
    private static string Log()
    {
        var samples = new List<string>();
        for (int i = 0; i < Samples; i++)
        {
            bool isRight = i is not (7 or 14 or 21);
            string end =
                i == 3
                    ? "\"output\": {\"choices\": []}, \"scores\": {}, \"error\": {\"message\": \"m\"}"
                    : $"\"output\": {{\"choices\": [{{\"message\": {{\"content\": \"{Label(isRight ? i : i + 1)}\"}}, \"stop_reason\": \"stop\"}}]}}, \"scores\": {{\"choice\": {{\"value\": \"{(isRight && i != 5 ? "C" : "I")}\"}}}}";
            samples.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"id\": {1000 + i}, \"epoch\": 1, \"input\": \"Headline number {i} of the day\", \"target\": \"{Label(i)}\", {end}}}"
                )
            );
        }

        // 35 of 39 that were scored.
        return $$$$"""
            {"version": 2, "status": "success", "eval": {"task": "acme/news", "model": "acme/large", "packages": {"inspect_ai": "0.3.150"}},
             "plan": {"steps": [{"solver": "generate"}]},
             "results": {"total_samples": 40, "completed_samples": 39, "scores": [{"name": "choice", "scorer": "choice", "metrics": {"accuracy": {"value": 0.8974358974358975}, "stderr": {"value": 0.0492}}}]},
             "samples": [{{{{string.Join(",\n", samples)}}}}]}
            """;
    }
}
