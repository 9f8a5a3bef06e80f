using System.Globalization;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Tables of scores from elsewhere as exports really are: with failures among them, several prompts, and repeats.</summary>
public sealed class ScoreTableTests
{
    /// <summary>22 requests, of which four failed at the backend and stand there with a score of 0; 15 of the others are right.</summary>
    private static string WithFailures()
    {
        var rows = new StringBuilder("sample,model,score,error\n");
        int right = 0;
        for (int i = 0; i < 22; i++)
        {
            bool isFailed = i is 3 or 9 or 14 or 20;
            bool isRight = !isFailed && right++ < 15;
            rows.Append(
                CultureInfo.InvariantCulture,
                $"q{i},gpt,{(isRight ? 1 : 0)},{(isFailed ? "backend said 429" : "")}\n"
            );
        }

        return rows.ToString();
    }

    private static async Task<JsonElement> MetricAsync(Tool tool, int task, params string[] arguments)
    {
        var ended = await tool.RunAsync([.. arguments, "--json"]);
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        using var json = JsonDocument.Parse(ended.Output);
        return json.RootElement.GetProperty("tasks")[task].GetProperty("metrics")[0].Clone();
    }

    private static double Score(JsonElement metric, string model) =>
        metric
            .GetProperty("leaderboard")
            .EnumerateArray()
            .First(row => row.GetProperty("model").GetString() == model)
            .GetProperty("value")
            .GetDouble();

    [TestCase("error")]
    [TestCase("error=backend said 429")]
    public async Task A_failure_with_a_score_of_0_is_no_wrong_answer_once_its_column_is_named(string said)
    {
        using var tool = new Tool();
        tool.Write("scores.csv", WithFailures());
        var counted = await MetricAsync(tool, 0, "compare", "scores.csv");
        var left = await MetricAsync(tool, 0, "compare", "scores.csv", "--no-answer", said);
        var told = await tool.RunAsync("compare", "scores.csv", "--no-answer", said);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Score(counted, "gpt"), Is.EqualTo(15 / 22.0).Within(1e-12));
            Assert.That(Score(left, "gpt"), Is.EqualTo(15 / 18.0).Within(1e-12));
            Assert.That(told.Output, Does.Contain("18/22").And.Contain("4 of 22 scores stand where error"));
        }
    }

    [Test]
    public async Task A_column_that_may_tell_of_failures_is_not_passed_over_in_silence()
    {
        using var tool = new Tool();
        tool.Write("scores.csv", WithFailures());
        tool.Write("fine.csv", WithFailures().Replace("backend said 429", "", StringComparison.Ordinal));
        var told = await tool.RunAsync("compare", "scores.csv");
        var fine = await tool.RunAsync("compare", "fine.csv");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                told.Output,
                Does.Contain("the column error is not looked at").And.Contain("--no-answer error")
            );
            Assert.That(told.Output, Does.Not.Contain("429"), "what a column holds may be anybody's words");
            Assert.That(fine.Output, Does.Not.Contain("not looked at"));
        }
    }

    [Test]
    public async Task A_rule_that_no_row_meets_is_told_and_a_column_that_is_not_there_a_fault()
    {
        using var tool = new Tool();
        tool.Write("scores.csv", WithFailures());
        var unmet = await tool.RunAsync("compare", "scores.csv", "--no-answer", "error=timeout");
        var missing = await tool.RunAsync("compare", "scores.csv", "--no-answer", "eror");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(unmet.Output, Does.Contain("no row says by error=timeout that there was no answer"));
            Assert.That(missing.ExitCode, Is.EqualTo(2));
            Assert.That(missing.Errors, Does.Contain("no column 'eror'").And.Contain("did you mean 'error'?"));
        }
    }

    [Test]
    public async Task A_text_in_place_of_a_score_says_that_there_was_no_answer()
    {
        using var tool = new Tool();
        tool.Write("wide.csv", "id,a,b\n1,1,0\n2,N/A,1\n3,0,n/a\n4,1,1\n");
        var refused = await tool.RunAsync("compare", "wide.csv");
        var metric = await MetricAsync(tool, 0, "compare", "wide.csv", "--no-answer-value", "N/A");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.ExitCode, Is.EqualTo(2));
            Assert.That(
                refused.Errors,
                Does.Contain("wide.csv:3:3: 'a' is no number").And.Contain("--no-answer-value")
            );
            Assert.That(Score(metric, "a"), Is.EqualTo(2 / 3.0).Within(1e-12));
            Assert.That(Score(metric, "b"), Is.EqualTo(2 / 3.0).Within(1e-12));
        }
    }

    private const string Repeated = "id,a,a,b,b\n1,1,0,0,0\n2,1,1,0,1\n3,1,0,0,1\n4,0,0,1,1\n";

    [Test]
    public async Task Columns_of_one_name_are_refused_until_one_says_what_they_are()
    {
        using var tool = new Tool();
        tool.Write("wide.csv", Repeated);
        var ended = await tool.RunAsync("compare", "wide.csv");
        Assert.That(
            (ended.ExitCode, ended.Errors.Trim()),
            Is.EqualTo(
                (2, "wide.csv:1:6: a second column named 'a'; expected distinct names, or --repeated epochs or prompts")
            )
        );
    }

    [Test]
    public async Task Repeated_columns_are_prompts_each_a_task_of_the_same_samples()
    {
        using var tool = new Tool();
        tool.Write("wide.csv", Repeated);
        string[] asked = ["compare", "wide.csv", "--repeated", "prompts"];
        var (first, second) = (await MetricAsync(tool, 0, asked), await MetricAsync(tool, 1, asked));
        var told = await tool.RunAsync(asked);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Score(first, "a"), Score(first, "b")), Is.EqualTo((0.75, 0.25)));
            Assert.That((Score(second, "a"), Score(second, "b")), Is.EqualTo((0.25, 0.75)));
            Assert.That(told.Output, Does.Contain("wide@1").And.Contain("wide@2"));
            Assert.That(told.Output, Does.Contain("prompts move a by 50.0 points (25.0 to 75.0)"));
        }
    }

    [Test]
    public async Task Repeated_columns_and_rows_are_tries_of_one_sample()
    {
        using var tool = new Tool();
        tool.Write("wide.csv", Repeated);
        tool.Write("long.csv", "id,model,score\n1,a,1\n1,a,0\n2,a,1\n2,a,1\n3,a,1\n3,a,0\n4,a,0\n4,a,0\n");
        var wide = await MetricAsync(tool, 0, "compare", "wide.csv", "--repeated", "epochs");
        var rows = await MetricAsync(tool, 0, "compare", "long.csv", "--repeated", "epochs");
        var refused = await tool.RunAsync("compare", "long.csv");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Score(wide, "a"), Score(wide, "b")), Is.EqualTo((0.5, 0.5)));
            Assert.That(Score(rows, "a"), Is.EqualTo(0.5));
            Assert.That(
                rows.GetProperty("leaderboard")[0].GetProperty("repeats").GetProperty("epochs").GetInt32(),
                Is.EqualTo(2)
            );
            Assert.That(refused.ExitCode, Is.EqualTo(2));
            Assert.That(refused.Errors, Does.StartWith("long.csv:3:1: a second score of 'a' on sample '1'"));
            Assert.That(refused.Errors, Does.Contain("--repeated epochs or prompts"));
        }
    }

    [Test]
    public async Task A_broken_cell_of_a_repeated_column_is_named_at_its_own_place()
    {
        using var tool = new Tool();
        tool.Write("wide.csv", "id,a,a\n1,1,0\n2,1,oops\n");
        var ended = await tool.RunAsync("compare", "wide.csv", "--repeated", "epochs");
        Assert.That(ended.Errors, Does.StartWith("wide.csv:3:5: 'a' is no number"));
    }

    [Test]
    public async Task Tasks_and_prompts_have_columns()
    {
        using var tool = new Tool();
        var rows = new StringBuilder("doc_id,task,wording,model,score\n");
        foreach (var (task, wording, right) in new[] { ("law", "short", 3), ("law", "long", 2), ("tax", "short", 1) })
        {
            for (int i = 0; i < 4; i++)
            {
                rows.Append(CultureInfo.InvariantCulture, $"{i},{task},{wording},m,{(i < right ? 1 : 0)}\n");
            }
        }

        tool.Write("scores.csv", rows.ToString());
        var ended = await tool.RunAsync("compare", "scores.csv", "--prompt", "wording", "--json");
        using var json = JsonDocument.Parse(ended.Output);
        var scores = json
            .RootElement.GetProperty("tasks")
            .EnumerateArray()
            .ToDictionary(
                task => task.GetProperty("task").GetString()!,
                task => Score(task.GetProperty("metrics")[0], "m")
            );
        Assert.That(
            scores,
            Is.EquivalentTo(
                new Dictionary<string, double>
                {
                    ["law@short"] = 0.75,
                    ["law@long"] = 0.5,
                    ["tax@short"] = 0.25,
                }
            )
        );
    }

    [Test]
    public async Task What_was_learned_from_has_no_meaning_beside_a_table_of_scores()
    {
        using var tool = new Tool();
        tool.Write("scores.csv", WithFailures());
        tool.Write("train.csv", "text\nsome row that was learned from\n");
        var ended = await tool.RunAsync("compare", "scores.csv", "--trained-on", "train.csv");
        Assert.That(
            (ended.ExitCode, ended.Errors.Trim()),
            Is.EqualTo((2, "--trained-on: found a file of scores, which has no texts; expected logs or runs"))
        );
    }
}
