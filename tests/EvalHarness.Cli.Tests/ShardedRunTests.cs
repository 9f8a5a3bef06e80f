using System.Diagnostics;
using System.Text.RegularExpressions;
using EvalHarness.Tests;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Parts of a run as a user asks for them, and the recipes of suites/README.md, each run as its service would.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class ShardedRunTests
{
    private const string Suite = """
        suite: triage
        models:
          chance: { provider: random }
          commonest: { provider: majority-class }
        tasks:
          - task: tone
            dataset: { file: data.csv, id: id, fields: [text], target: label }
            prompt: "{{text}}"
            answer: { choice: [good, bad] }
            metrics: [accuracy]
        gates: [{ model: commonest, metric: tone/accuracy, at_least: 0.5 }]
        """;

    [TestCase("9/8")]
    [TestCase("0/2")]
    [TestCase("third")]
    public async Task A_part_that_is_none_is_one_line(string part)
    {
        using var tool = WithSuite();
        var ended = await tool.RunAsync("run", "evals/triage.yaml", "--shard", part);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2));
            Assert.That(
                ended.Errors.Split('\n')[0],
                Is.EqualTo(
                    $"--shard: found '{part}'; expected a part such as 3/8: from 1/8 to 8/8, at most 10000 of them"
                )
            );
        }
    }

    [Test]
    public async Task Some_parts_end_with_code_3_and_say_which_are_missing_and_all_are_gated_without_asking()
    {
        using var tool = WithSuite();
        await tool.RunAsync("run", "evals/triage.yaml", "--shard", "1/3", "--results", "parts/1");
        await tool.RunAsync("run", "evals/triage.yaml", "--shard", "3/3", "--results", "parts/3");

        var some = await tool.RunAsync("merge", "parts", "--results", "some");
        var listed = await tool.RunAsync("list", "--results", "parts/3");
        await tool.RunAsync("run", "evals/triage.yaml", "--shard", "2/3", "--results", "parts/2");
        var all = await tool.RunAsync("merge", "parts");
        var passed = await tool.RunAsync("gate", "evals/triage.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(some.ExitCode, Is.EqualTo(3), some.Errors);
            Assert.That(some.Errors, Does.Contain("missing: 1 shard of 3 (2)"));
            Assert.That(some.Output, Does.Contain("1 gate left open: decided when all shards are merged"));
            Assert.That(some.Output, Does.Contain("Only a part: Shards 1 and 3 of 3: 16 of 24 samples."));
            Assert.That(listed.Output, Does.Contain("3 of 3"));
            Assert.That(all.ExitCode, Is.Zero, all.Errors);
            Assert.That(all.Output, Does.Not.Contain("shard"));
            Assert.That(passed.ExitCode, Is.Zero, passed.Output + passed.Errors);
            Assert.That(tool.Runs("triage"), Has.Length.EqualTo(1), "the merged run was taken");
        }
    }

    [Test]
    public async Task The_plan_of_a_part_tells_its_own_requests()
    {
        using var tool = WithSuite();
        var ended = await tool.RunAsync("plan", "evals/triage.yaml", "--shard", "2/3", "--samples", "0");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.Errors);
            Assert.That(ended.Output, Does.Contain("16 requests planned"));
            Assert.That(Directory.GetFiles(Path.Combine(tool.Folder, "results", ".cache"), "plan-*"), Is.Empty);
        }
    }

    [Test]
    public async Task The_recipe_for_GitHub_works()
    {
        string recipe = Recipe("GitHub Actions:");
        string[] commands = [.. Commands().Matches(recipe).Select(match => match.Groups[1].Value)];
        await CheckAsync(
            part => (commands[0].Replace("${{ matrix.part }}", $"{part}", StringComparison.Ordinal), []),
            part => ($"part-{part}", $"parts/part-{part}"),
            [.. commands[1..]]
        );
    }

    [Test]
    public async Task The_recipe_for_GitLab_works()
    {
        string[] lines = Recipe("GitLab:").Split('\n');
        string ask = lines.First(line => line.Contains("script: ", StringComparison.Ordinal)).Split("script: ")[1];
        string[] merge =
        [
            .. lines
                .Where(line => line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
                .Select(line => line.TrimStart()[2..]),
        ];
        await CheckAsync(
            part => (ask, [("CI_NODE_INDEX", $"{part}"), ("CI_NODE_TOTAL", "4")]),
            _ => ("parts", "parts"),
            merge
        );
    }

    [Test]
    public async Task The_recipe_for_Slurm_works()
    {
        string ask = Recipe("A job array of Slurm");
        string merge = Recipe("A job array of Slurm", skip: 1);
        await CheckAsync(
            part => (ask, [("SLURM_ARRAY_TASK_ID", $"{part}"), ("SLURM_ARRAY_TASK_COUNT", "4")]),
            _ => ("parts", "parts"),
            [merge]
        );
    }

    /// <summary>Runs four parts in folders of their own, brings their artifacts together, merges and gates them, and compares with the run in one piece.</summary>
    private static async Task CheckAsync(
        Func<int, (string Script, (string Name, string Value)[] Variables)> ask,
        Func<int, (string From, string To)> artifact,
        string[] merge
    )
    {
        using var whole = WithSuite();
        await whole.RunAsync("run", "evals/triage.yaml");
        using var last = WithSuite();
        for (int part = 1; part <= 4; part++)
        {
            using var machine = WithSuite();
            var (script, variables) = ask(part);
            await ShellAsync(machine.Folder, script, variables);
            var (from, to) = artifact(part);
            Copy(Path.Combine(machine.Folder, from), Path.Combine(last.Folder, to));
        }

        foreach (string script in merge)
        {
            await ShellAsync(last.Folder, script, []);
        }

        Assert.That(Scores(last), Is.EqualTo(Scores(whole)));
    }

    private static string Scores(Tool tool) =>
        Seconds().Replace(File.ReadAllText(Path.Combine(tool.Runs("triage").Single(), "scores.jsonl")), "");

    private static async Task ShellAsync(string folder, string script, (string Name, string Value)[] variables)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "EvalHarness.Cli.dll");
        var start = new ProcessStartInfo("bash", ["-e"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync();
        var errors = shell.StandardError.ReadToEndAsync();
        await shell.StandardInput.WriteAsync($"evalharness() {{ dotnet '{tool}' \"$@\" < /dev/null; }}\n{script}\n");
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        Assert.That(shell.ExitCode, Is.Zero, script + await output + await errors);
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    /// <summary>A block of code in the section of suites/README.md on runs in parts.</summary>
    private static string Recipe(string after, int skip = 0)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "suites", "README.md"));
        string section = text[text.IndexOf("### In parts, on many machines", StringComparison.Ordinal)..];
        section = section[section.IndexOf(after, StringComparison.Ordinal)..];
        return Blocks().Matches(section)[skip].Groups[1].Value;
    }

    private static Tool WithSuite()
    {
        var tool = new Tool();
        tool.Write("evals/triage.yaml", Suite);
        tool.Write(
            "evals/data.csv",
            "id,text,label\n"
                + string.Concat(Enumerable.Range(1, 24).Select(i => $"s{i},text {i},{(i % 8 == 0 ? "bad" : "good")}\n"))
        );
        return tool;
    }

    [GeneratedRegex("- run: (.*)")]
    private static partial Regex Commands();

    [GeneratedRegex("```[a-z]+\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("\"(latency_seconds|latency)\":[0-9.eE-]+,?")]
    private static partial Regex Seconds();
}
