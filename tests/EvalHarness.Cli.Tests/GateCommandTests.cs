using System.Xml.Linq;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Gates on the command line, from a suite that the tool itself wrote.</summary>
public sealed class GateCommandTests
{
    private static async Task<Tool> NewSuiteAsync()
    {
        var tool = new Tool().With("GITHUB_ACTIONS", null).With("GITHUB_STEP_SUMMARY", null);
        var made = await tool.RunAsync("new", ".");
        Assert.That(made.ExitCode, Is.Zero, made.Errors);
        return tool;
    }

    private static void Change(Tool tool, string file, string old, string replacement)
    {
        string path = Path.Combine(tool.Folder, file);
        string text = File.ReadAllText(path);
        Assert.That(text, Does.Contain(old));
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    [Test]
    public async Task A_new_suite_passes_its_gates_and_is_not_asked_twice()
    {
        using var tool = await NewSuiteAsync();

        var first = await tool.RunAsync("gate", "routing.yaml", "--junit", "ci/gates.xml", "--summary", "ci/gates.md");
        var second = await tool.RunAsync("gate", "routing.yaml");

        var cases = XDocument.Load(Path.Combine(tool.Folder, "ci", "gates.xml")).Descendants("testcase").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.Errors + second.Errors);
            Assert.That(first.Output, Does.Contain("3 gates: 3 pass"));
            Assert.That(second.Errors, Does.Contain("decided from the finished run"));
            Assert.That(
                cases.Select(one => one.Attribute("name")!.Value),
                Does.Contain("rules › accuracy better than majority")
            );
            Assert.That(File.ReadAllText(Path.Combine(tool.Folder, "ci", "gates.md")), Does.Contain("| pass |"));
        }
    }

    [Test]
    public async Task Gates_that_lack_the_same_baseline_say_so_once()
    {
        using var tool = await NewSuiteAsync();
        Change(
            tool,
            "routing.yaml",
            "  - { model: all, outcome: failed, at_most: 0.01 }\n",
            "  - { model: all, metric: routing/accuracy, not_worse_than: baseline, margin: 0.02 }\n"
                + "  - { model: all, metric: routing/macro_f1, not_worse_than: baseline, margin: 0.02 }\n"
        );

        var ended = await tool.RunAsync("gate", "routing.yaml", "--summary", "gates.md");

        string said = ended.Output[ended.Output.IndexOf("error:", StringComparison.Ordinal)..];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(1), ended.Errors);
            Assert.That(said.Split("save one with 'evalharness baseline save"), Has.Length.EqualTo(2), said);
            Assert.That(said, Does.Contain("accuracy not worse than baseline by 2 points; macro_f1 not worse"));
            Assert.That(
                File.ReadAllText(Path.Combine(tool.Folder, "gates.md")).Split("\n- error: "),
                Has.Length.EqualTo(2)
            );
        }
    }

    [Test]
    public async Task A_failed_gate_ends_with_1_and_marks_its_line_on_GitHub()
    {
        using var tool = await NewSuiteAsync();
        tool.With("GITHUB_ACTIONS", "true").With("GITHUB_STEP_SUMMARY", Path.Combine(tool.Folder, "job.md"));
        Change(tool, "routing.yaml", "better_than: majority", "at_most: 0.5");

        var ended = await tool.RunAsync("gate", "routing.yaml", "--quiet");

        int line =
            1
            + Array.FindIndex(
                await File.ReadAllLinesAsync(Path.Combine(tool.Folder, "routing.yaml")),
                text => text.Contains("at_most: 0.5", StringComparison.Ordinal)
            );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(1));
            Assert.That(
                ended.Output,
                Does.Contain($"::error file=routing.yaml,line={line},title=rules%3A accuracy at most 50 %25::fail: ")
            );
            Assert.That(File.ReadAllText(Path.Combine(tool.Folder, "job.md")), Does.Contain("1 fail"));
        }
    }

    [Test]
    public async Task A_saved_baseline_holds_no_text_passes_the_same_answers_and_refuses_other_data()
    {
        using var tool = await NewSuiteAsync();
        await tool.RunAsync("run", "routing.yaml", "--quiet");

        var saved = await tool.RunAsync("baseline", "save", "routing.yaml");
        var same = await tool.RunAsync("gate", "routing.yaml", "--against", "baseline");
        Change(tool, "data/tickets.csv", "My parcel has not arrived yet", "My parcel has still not arrived");
        var other = await tool.RunAsync("gate", "routing.yaml", "--against", "baseline");

        string[] files = Directory.GetFiles(Path.Combine(tool.Folder, "results", "baselines", "support", "routing"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(saved.ExitCode, Is.Zero, saved.Errors);
            Assert.That(
                files.Select(Path.GetFileName),
                Is.EquivalentTo(new[] { "run.json", "samples.jsonl.gz", "scores.jsonl.gz" })
            );
            Assert.That(files.Select(Unpacked), Has.None.Contains("parcel"));
            Assert.That(same.ExitCode, Is.Zero, same.Output);
            Assert.That(other.ExitCode, Is.EqualTo(1));
            Assert.That(other.Output, Does.Contain("0 added, 1 changed, 0 removed"));
        }
    }

    [TestCase("live")]
    [TestCase("replay")]
    public async Task A_suite_whose_models_are_all_away_does_not_pass(string mode)
    {
        using var tool = await NewSuiteAsync();
        tool.With("EVALHARNESS_MODE", mode).With("MODEL_URL", null);
        Change(tool, "routing.yaml", "  # hosted:   ", "  hosted:   ");
        foreach (string? key in new[] { "provider:", "endpoint:", "model: my", "custom:", "when:" })
        {
            Change(tool, "routing.yaml", $"  #   {key}", $"      {key}");
        }

        Change(tool, "routing.yaml", "model: rules, metric", "model: hosted, metric");
        Change(tool, "routing.yaml", "  - { model: all, outcome: failed, at_most: 0.01 }\n", "");

        var ended = await tool.RunAsync("gate", "routing.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(3), ended.Errors);
            Assert.That(ended.Output, Does.Contain("Hosted is left out: MODEL_URL is not set"));
        }
    }

    [Test]
    public async Task An_unknown_mode_is_named()
    {
        using var tool = await NewSuiteAsync();

        var ended = await tool.With("EVALHARNESS_MODE", "replayed").RunAsync("gate", "routing.yaml");

        Assert.That(
            (ended.ExitCode, ended.Errors.Trim()),
            Is.EqualTo(
                (2, "EVALHARNESS_MODE: an unknown mode; expected replay, cached or live; did you mean 'replay'?")
            )
        );
    }

    [Test]
    public async Task A_new_project_pins_its_packages_and_nothing_there_is_overwritten()
    {
        using var tool = new Tool();

        var first = await tool.RunAsync("new", "--nunit", "Evals");
        var second = await tool.RunAsync("new", "--nunit", "Evals");

        string project = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "Evals", "Evals.csproj"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 2)), first.Errors);
            Assert.That(first.Output.Trim().Split('\n'), Has.Length.EqualTo(6));
            Assert.That(
                project,
                Does.Match("""EvalHarness.NUnit" Version="\d+\.\d+\.\d+""").And.Not.Contains("{version}")
            );
            Assert.That(second.Errors, Does.Contain("Evals.csproj: a file that is there already"));
        }
    }

    private static string Unpacked(string file)
    {
        using var stream = File.OpenRead(file);
        using Stream text = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Decompress)
            : stream;
        using var reader = new StreamReader(text);
        return reader.ReadToEnd();
    }
}
