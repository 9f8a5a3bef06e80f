using System.Globalization;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>A run that stops when all is decided.</summary>
public sealed class StopTests
{
    private static void WriteSuite(Tool tool, string metrics, string gates = "")
    {
        var data = new StringBuilder("id,text,label\n");
        for (int i = 0; i < 1000; i++)
        {
            string label = i % 7 < 4 ? "positive" : "negative";
            string word =
                i % 9 == 0 ? "so"
                : label == "positive" ? "good"
                : "bad";
            data.Append(CultureInfo.InvariantCulture, $"s{i},headline {i} {word},{label}\n");
        }

        tool.Write("data.csv", data.ToString());
        tool.Write("rules.yaml", "default: positive\nrules:\n  - { words: [bad], label: negative }\n");
        tool.Write(
            "suite.yaml",
            $$$"""
            suite: stop
            models:
              flat: { provider: random, labels: [positive, negative] }
              ours: { provider: rules, custom: true, rules: rules.yaml }
            tasks:
              - task: t
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [positive, negative] }
                metrics: {{{metrics}}}
            compare: { baseline: flat }
            {{{gates}}}
            """
        );
    }

    [Test]
    public async Task A_decided_run_asks_no_more_and_what_is_left_is_not_missing()
    {
        using var tool = new Tool();
        WriteSuite(tool, "[accuracy, macro_f1]");
        var ended = await tool.RunAsync("run", "suite.yaml", "--stop-when", "decided", "--looks", "10", "--json", "-q");
        string folder = tool.Runs("stop").Single();
        using var json = JsonDocument.Parse(ended.Output);
        using var header = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "run.json")));
        var stop = header.RootElement.GetProperty("stop");
        var pair = json.RootElement.GetProperty("tasks")[0].GetProperty("metrics")[0].GetProperty("pairs")[0];
        int asked = stop.GetProperty("asked").GetProperty("t").GetInt32();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(stop.GetProperty("is_decided").GetBoolean(), Is.True);
            Assert.That(asked, Is.LessThan(1000).And.EqualTo(100 * stop.GetProperty("looks_taken").GetInt32()));
            Assert.That(
                (await File.ReadAllLinesAsync(Path.Combine(folder, "responses.jsonl"))).Length,
                Is.EqualTo(2 * asked)
            );
            Assert.That(header.RootElement.GetProperty("is_finished").GetBoolean(), Is.True);
            Assert.That(pair.GetProperty("verdict").GetString(), Is.EqualTo("better"));
            Assert.That(pair.GetProperty("difference").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(pair.GetProperty("low").GetDouble(), Is.GreaterThan(0));
        }

        var shown = await tool.RunAsync("monitor", folder);
        Assert.That(
            shown.Output,
            Does.Contain("ours against flat better since look").And.Contain("confidence sequence")
        );
    }

    [Test]
    public async Task Gates_of_a_run_that_stopped_are_decided_on_what_was_asked()
    {
        using var tool = new Tool();
        WriteSuite(
            tool,
            "[accuracy]",
            """
            gates:
              - { model: ours, metric: t/accuracy, better_than: flat }
              - { model: ours, outcome: not_run, at_most: 0 }
              - { model: ours, metric: t/accuracy, at_least: 0.8 }
              - { model: ours, metric: t/latency_p95, at_most: 5, inconclusive: warn }
            """
        );
        var stopped = await tool.RunAsync("run", "suite.yaml", "--stop-when", "decided", "--looks", "10", "-q");
        string folder = tool.Runs("stop").Single();
        var whole = await tool.RunAsync("gate", "suite.yaml", "-q");
        var against = await tool.RunAsync("gate", "suite.yaml", "--against", folder, "-q");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.ExitCode, Is.Zero, stopped.ToString());
            Assert.That(stopped.Output, Does.Contain("4 gates: 3 pass, 1 inconclusive"));
            Assert.That(
                stopped.Output,
                Does.Contain("has no test that is valid after that").And.Not.Contain("not run, more")
            );
            Assert.That(whole.Output, Does.Contain("4 gates: 4 pass"), "all samples are asked for gates alone");
            Assert.That(against.Output, Does.Contain("save a whole run as baseline"));
        }
    }

    [Test]
    public async Task A_metric_that_cannot_be_watched_is_a_fault_before_anything_is_asked()
    {
        using var tool = new Tool();
        WriteSuite(tool, "[macro_f1, accuracy]");
        var misspelt = await tool.RunAsync("run", "suite.yaml", "--stop-when", "decidd", "--looks", "0");
        var ended = await tool.RunAsync("run", "suite.yaml", "--stop-when", "decided", "--looks", "10");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((misspelt.ExitCode, ended.ExitCode), Is.EqualTo((2, 2)));
            Assert.That(
                misspelt.Errors,
                Does.Contain("--stop-when: found 'decidd'").And.Contain("did you mean 'decided'?")
            );
            Assert.That(misspelt.Errors, Does.Contain("--looks: found 0"));
            Assert.That(ended.Errors, Does.Contain("suite.yaml:6").And.Contain("'macro_f1' as first metric of 't'"));
            Assert.That(Directory.Exists(Path.Combine(tool.Folder, "results", "stop")), Is.False);
        }
    }
}
