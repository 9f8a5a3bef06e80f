using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>What a list of runs says of each: who leads, from what its folder keeps, and never more than is known.</summary>
public sealed class ListTests
{
    private const string Suite = "routing.yaml";

    private static readonly string?[] Unknown =
    [
        null,
        "",
        "{}",
        """{"tasks": [{}], "ended_at": "2026-12-01T12:00:00+00:00"}""",
        """{"tasks": [], "ended_at": "2020-01-01T00:00:00+00:00"}""",
    ];

    [Test]
    public async Task A_list_for_programs_names_leader_score_and_ties_as_the_board_has_them()
    {
        using var tool = new Tool();
        await tool.RunAsync("new", ".");

        // The report goes elsewhere: who leads is kept in the run's own folder all the same.
        var ended = await tool.RunAsync("run", Suite, "--quiet", "--json", "--out", "page");
        var task = JsonDocument.Parse(ended.Output).RootElement.GetProperty("tasks")[0];
        var metric = task.GetProperty("metrics")[0];
        var first = metric.GetProperty("leaderboard")[0];
        var leader = (await ListedAsync(tool)).GetProperty("leaders")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(leader.GetProperty("task").GetString(), Is.EqualTo(task.GetProperty("task").GetString()));
            Assert.That(leader.GetProperty("model").GetString(), Is.EqualTo(first.GetProperty("model").GetString()));
            Assert.That(leader.GetProperty("value").GetDouble(), Is.EqualTo(first.GetProperty("value").GetDouble()));
            Assert.That(
                leader.GetProperty("tied_with").EnumerateArray().Select(one => one.GetString()),
                Is.EqualTo(metric.GetProperty("ties")[0].EnumerateArray().Skip(1).Select(one => one.GetString()))
            );
        }
    }

    [Test]
    public async Task Who_leads_is_still_known_after_the_gates_were_decided()
    {
        using var tool = new Tool();
        await tool.RunAsync("new", ".");
        await tool.RunAsync("run", Suite, "--quiet");
        string before = (await ListedAsync(tool)).GetProperty("leaders").GetRawText();
        await tool.RunAsync("gate", Suite, "--quiet");
        Assert.That(
            (await ListedAsync(tool)).GetProperty("leaders").GetRawText(),
            Is.EqualTo(before).And.Contain("model")
        );
    }

    [Test]
    public async Task A_leader_that_is_not_known_is_a_dash_until_the_run_is_scored_again()
    {
        using var tool = new Tool();
        await tool.RunAsync("new", ".");
        await tool.RunAsync("run", Suite, "--quiet");
        string file = Path.Combine(tool.Runs("support/routing")[0], "standing.json");
        foreach (string? text in Unknown)
        {
            File.Delete(file);
            if (text is not null)
            {
                await File.WriteAllTextAsync(file, text);
            }

            var unknown = await tool.RunAsync("list");
            var listed = await ListedAsync(tool);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(unknown.ExitCode, Is.Zero, unknown.ToString());
                Assert.That(unknown.Output, Does.Contain(" –").And.Contain("evalharness report <run>"), text);
                Assert.That(listed.GetProperty("leaders").ValueKind, Is.EqualTo(JsonValueKind.Null), text);
            }
        }

        await tool.RunAsync("score", "support/routing");
        var known = await tool.RunAsync("list");
        Assert.That(known.Output, Does.Contain(" %").And.Not.Contain("–"));
    }

    [Test]
    public async Task A_list_of_nothing_says_what_was_looked_for_and_where_runs_are()
    {
        using var tool = new Tool();
        await tool.RunAsync("new", ".");
        var none = await tool.RunAsync("list");
        await tool.RunAsync("run", Suite, "--quiet");
        var other = await tool.RunAsync("list", "support/other");
        var elsewhere = await tool.RunAsync("list", "results", "--results", "empty");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(none.Output.Trim(), Is.EqualTo("no runs in results; `evalharness run <suite>` makes one"));
            Assert.That(
                other.Output.Trim(),
                Is.EqualTo("no runs of support/other in results; there are runs of support/routing")
            );
            Assert.That(
                elsewhere.Output.Trim(),
                Is.EqualTo("no runs of results in empty; `--results results` lists those of a folder")
            );
        }
    }

    private static async Task<JsonElement> ListedAsync(Tool tool) =>
        JsonDocument.Parse((await tool.RunAsync("list", "--json")).Output).RootElement[0];
}
