using System.Globalization;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Scores from elsewhere, compared and planned with, as a user does it.</summary>
public sealed class CompareTests
{
    /// <summary>Sixty questions asked twice of two models, in long form.</summary>
    private static string Long()
    {
        var rows = new StringBuilder("item_id,model_id,score,epoch\n");
        foreach (var (model, every) in new[] { ("small", 3), ("large", 5) })
        {
            for (int item = 0; item < 60; item++)
            {
                for (int epoch = 1; epoch <= 2; epoch++)
                {
                    int score = (item * epoch) % every == 0 ? 0 : 1;
                    rows.Append(CultureInfo.InvariantCulture, $"q{item},{model},{score}.0,{epoch}\n");
                }
            }
        }

        return rows.ToString();
    }

    [Test]
    public async Task Long_rows_with_repeats_give_a_paired_t_test_of_item_means_and_a_report()
    {
        using var tool = new Tool();
        tool.Write("scores.csv", Long());
        var ended = await tool.RunAsync("compare", "scores.csv", "--baseline", "small", "--json", "--out", "report");
        using var json = JsonDocument.Parse(ended.Output);
        var metric = json.RootElement.GetProperty("tasks")[0].GetProperty("metrics")[0];
        var pair = metric.GetProperty("pairs")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(metric.GetProperty("metric").GetString(), Is.EqualTo("accuracy"));
            Assert.That(metric.GetProperty("reference").GetString(), Is.EqualTo("small"));
            // Multiples of 3 and of 5 are wrong in both epochs: 40 of 60 against 48 of 60.
            Assert.That(pair.GetProperty("difference").GetDouble(), Is.EqualTo(8 / 60.0).Within(1e-12));
            Assert.That(pair.GetProperty("n").GetInt32(), Is.EqualTo(60));
            Assert.That(pair.GetProperty("degrees_of_freedom").GetDouble(), Is.EqualTo(59));
            Assert.That(pair.GetProperty("repeats").GetProperty("epochs").GetInt32(), Is.EqualTo(2));
            Assert.That(File.Exists(Path.Combine(tool.Folder, "report", "report.html")));
        }
    }

    [Test]
    public async Task A_correction_that_could_not_be_done_as_asked_is_told_with_its_reason()
    {
        using var tool = new Tool();
        string rows = string.Concat(
            Enumerable.Range(0, 90).Select(i => $"{i},{i % 3},{(i % 4) / 2.0},{(i == 7 ? "" : $"{i % 5 / 2.0}")}\n")
        );
        tool.Write("wide.csv", "id,base,full,gap\n" + rows);
        string[] asked =
        [
            "compare",
            "wide.csv",
            "--baseline",
            "base",
            "--correction",
            "max_t",
            "--max-missing",
            "0.05",
        ];
        var ended = await tool.RunAsync([.. asked, "--json"]);
        var shown = await tool.RunAsync(asked);
        using var json = JsonDocument.Parse(ended.Output);
        var correction = json.RootElement.GetProperty("correction");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(correction.GetProperty("declared").GetString(), Is.EqualTo("max_t"));
            Assert.That(correction.GetProperty("applied").GetString(), Is.EqualTo("holm"));
            Assert.That(
                correction.GetProperty("reason").GetString(),
                Does.StartWith("a sample of wide lacks a response")
            );
            string told = string.Join(' ', shown.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.That(told, Does.Contain("corrected by Holm and not by Westfall and Young's maxT as declared"));
        }
    }

    [Test]
    public async Task Wide_rows_are_paired_by_line_and_say_in_one_sentence_what_follows()
    {
        using var tool = new Tool();
        string rows = string.Concat(Enumerable.Range(0, 90).Select(i => $"{i}\t{i % 3}\t{(i % 3) + 1}\n"));
        tool.Write("wide.tsv", "id\tours\ttheirs\n" + rows);
        var ended = await tool.RunAsync("compare", "wide.tsv", "--lower-is-better");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Output, Does.Match(" 1 +ours").And.Contain("theirs against ours: +1"));
        }
    }

    [Test]
    public async Task Two_runs_of_a_suite_are_told_model_by_model_however_their_folders_are_written()
    {
        using var tool = new Tool();
        tool.Write(
            "data.csv",
            "id,text,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"s{i},t{i},a\n"))
        );
        string Answers(int right) =>
            string.Concat(
                Enumerable.Range(0, 40).Select(i => $"{{\"id\":\"s{i}\",\"text\":\"{(i < right ? "a" : "b")}\"}}\n")
            );
        tool.Write(
            "suite.yaml",
            """
            suite: two
            models: { ours: { provider: replay, answers: ours.jsonl, asked: task } }
            tasks:
              - task: t
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [a, b] }
                metrics: [accuracy]
            """
        );
        tool.Write("ours.jsonl", Answers(10));
        await tool.RunAsync("run", "suite.yaml", "--quiet");
        tool.Write("ours.jsonl", Answers(30));
        await tool.RunAsync("run", "suite.yaml", "--quiet", "--fresh");
        string[] runs = tool.Runs("two");
        var told = await tool.RunAsync("compare", runs[1], runs[0] + "/");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.ExitCode, Is.Zero, told.ToString());
            Assert.That(told.Output, Does.Contain("Of 1 model: 1 better."));
            Assert.That(told.Output, Does.Match(@"ours +25\.0 +75\.0 +\+50\.0 .* ▲ better +20 +0"));
        }
    }

    [Test]
    public async Task Every_broken_cell_is_named_at_once_with_its_place()
    {
        using var tool = new Tool();
        tool.Write("scores.csv", "sample,model,score\n\"a,1\",m,good\nb,m,1\n,m,1\n");
        tool.Write("scores.jsonl", "{\"id\": \"a\", \"model\": \"m\", \"correct\": \"yes\"}\n");
        var csv = await tool.RunAsync("compare", "scores.csv");
        var jsonl = await tool.RunAsync("compare", "scores.jsonl");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((csv.ExitCode, jsonl.ExitCode), Is.EqualTo((2, 2)));
            Assert.That(csv.Errors, Does.Contain("scores.csv:2:9: 'score' is no number"));
            Assert.That(csv.Errors, Does.Contain("scores.csv:4:1: 'sample' is empty"));
            Assert.That(jsonl.Errors, Does.Contain("scores.jsonl:1:38: 'correct' is no number"));
            Assert.That(csv.Errors + jsonl.Errors, Does.Not.Contain("good").And.Not.Contain("yes"));
        }
    }

    [Test]
    public async Task A_column_or_model_that_is_not_there_is_named_with_the_one_that_was_meant()
    {
        using var tool = new Tool();
        tool.Write("scores.csv", Long());
        var column = await tool.RunAsync("compare", "scores.csv", "--sample", "item");
        var model = await tool.RunAsync("compare", "scores.csv", "--baseline", "smal", "--resamples", "200");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((column.ExitCode, model.ExitCode), Is.EqualTo((2, 2)));
            Assert.That(column.Errors, Does.Contain("no column 'item'").And.Contain("item_id"));
            Assert.That(model.Errors, Does.Contain("--baseline: found 'smal'").And.Contain("did you mean 'small'?"));
        }
    }

    [TestCase(
        "2",
        "--margin: found a margin of 2; expected at most 1, the largest difference of accuracy; two points are 0.02"
    )]
    [TestCase("0,02", "--margin: found '0,02'; expected a number of at least 0; write 0.02")]
    public async Task A_margin_that_is_none_is_refused_in_one_line(string margin, string told)
    {
        using var tool = new Tool();
        tool.Write("scores.csv", "sample,a,b\n1,1,0\n2,0,1\n3,1,1\n");
        var ended = await tool.RunAsync("compare", "scores.csv", "--margin", margin);
        Assert.That((ended.ExitCode, ended.Output, ended.Errors.Trim()), Is.EqualTo((2, "", told)));
    }

    [Test]
    public async Task Power_says_in_one_sentence_how_many_samples_are_needed()
    {
        using var tool = new Tool();
        var assumed = await tool.RunAsync("power", "--discordance", "0.2", "--difference", "0.02");
        var nothing = await tool.RunAsync("power");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                assumed.Output,
                Does.StartWith("3,923 samples find a difference of 2.0 points with 80 % power at 95 % confidence")
            );
            Assert.That(nothing.ExitCode, Is.EqualTo(2));
            Assert.That(nothing.Errors, Does.Contain("--discordance").And.Contain("--pilot"));
        }
    }

    [Test]
    public async Task Power_learns_from_a_pilot()
    {
        using var tool = new Tool();
        tool.Write("pilot.csv", Long());
        var ended = await tool.RunAsync("power", "--pilot", "pilot.csv", "--difference", "0.05", "--json");
        using var json = JsonDocument.Parse(ended.Output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.RootElement.GetProperty("pilot_samples").GetInt32(), Is.EqualTo(60));
            Assert.That(json.RootElement.GetProperty("epochs").GetInt32(), Is.EqualTo(2));
            Assert.That(json.RootElement.GetProperty("samples_needed").GetDouble(), Is.GreaterThan(60));
        }
    }
}
