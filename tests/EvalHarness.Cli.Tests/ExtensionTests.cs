using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Tests.Extensions;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>A team's own assembly and the built tool.</summary>
public sealed class ExtensionTests
{
    private const string Named = "extensions: [lib/Team.Evals.dll]";
    private readonly Tool tool = new();

    [SetUp]
    public void Write()
    {
        tool.Write("evals/data.pipe", BuiltExtension.Data);
        tool.Write("evals/suite.yaml", BuiltExtension.Suite(Named));
        BuiltExtension.Copy(BuiltExtension.First, Path.Combine(tool.Folder, "evals", "lib"));
    }

    [TearDown]
    public void Delete() => tool.Dispose();

    [Test]
    public async Task A_suite_that_names_an_extension_works_with_every_verb()
    {
        using (Assert.EnterMultipleScope())
        {
            await SucceedsAsync("valid, 2 models", "validate", "evals/suite.yaml");
            await SucceedsAsync("Is it good news? up", "plan", "evals/suite.yaml");
            await SucceedsAsync("exact_match", "run", "evals/suite.yaml");
            await SucceedsAsync("pass", "gate", "evals/suite.yaml", "--quiet");
            await SucceedsAsync("constant", "score", "evals/suite.yaml");
            await SucceedsAsync("positive", "show", "evals/suite.yaml", "s1");
            await SucceedsAsync("report", "report", "evals/suite.yaml");
            await SucceedsAsync("team", "list", "evals/suite.yaml");
        }
    }

    [Test]
    public async Task A_run_remembers_its_extensions_wherever_it_is_read_from()
    {
        tool.Write("evals/suite.yaml", BuiltExtension.Suite(""));
        string run = await RunAsync("--extension", "evals/lib/Team.Evals.dll");
        using var elsewhere = new Tool();

        var scored = await elsewhere.RunAsync("score", Path.Combine(tool.Folder, run));

        var header = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(tool.Folder, run, "run.json")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(scored.ExitCode, Is.Zero, scored.ToString());
            Assert.That(scored.Output, Does.Contain("constant"));
            Assert.That(
                header.RootElement.GetProperty("extensions")[0].GetProperty("file").GetString(),
                Is.EqualTo("../../../evals/lib/Team.Evals.dll")
            );
        }
    }

    [Test]
    public async Task A_run_whose_extension_was_moved_names_the_path_and_takes_it_from_elsewhere()
    {
        string run = await RunAsync();
        Directory.Move(Path.Combine(tool.Folder, "evals", "lib"), Path.Combine(tool.Folder, "moved"));

        var lost = await tool.RunAsync("score", run);
        var found = await tool.RunAsync("score", run, "--extension", "moved/Team.Evals.dll");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (lost.ExitCode, lost.Errors.Trim()),
                Is.EqualTo(
                    (
                        2,
                        $"{run}/run.json: no file '../../../evals/lib/Team.Evals.dll', the extension Team.Evals of this run; "
                            + "expected it there, or elsewhere with --extension"
                    )
                )
            );
            Assert.That(found.ExitCode, Is.Zero, found.ToString());
        }
    }

    [Test]
    public async Task Changed_code_of_a_provider_is_asked_again_and_the_same_code_is_not()
    {
        await RunAsync();
        var same = await tool.RunAsync("gate", "evals/suite.yaml");
        BuiltExtension.Copy(BuiltExtension.Next, Path.Combine(tool.Folder, "evals", "lib"));
        var changed = await tool.RunAsync("gate", "evals/suite.yaml");
        string[] answers = [.. tool.Runs("team").Select(Answers)];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(same.Errors, Does.Contain("decided from the finished run"));
            Assert.That(changed.Errors, Does.Not.Contain("decided from the finished run"));
            Assert.That(answers, Has.Length.EqualTo(2));
            Assert.That(answers[0], Does.Contain("Positive.").And.Not.Contain("Negative."));
            Assert.That(answers[1], Does.Contain("Negative.").And.Not.Contain("Positive."));
        }
    }

    [Test]
    public async Task A_suite_knows_its_own_extensions_and_not_those_of_another()
    {
        tool.Write("evals/other.yaml", BuiltExtension.Suite("", name: "other"));

        var ended = await tool.RunAsync("validate", "evals/suite.yaml", "evals/other.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2));
            Assert.That(ended.Errors, Does.Contain("evals/other.yaml:4:25: unknown provider 'team-constant'"));
            Assert.That(ended.Errors, Does.Not.Contain("suite.yaml"));
        }
    }

    [TestCase(
        "lib/Team.Eval.dll",
        "no file 'lib/Team.Eval.dll'; expected a path of an assembly; did you mean 'lib/Team.Evals.dll'?"
    )]
    [TestCase("data.pipe", "'data.pipe', which is no .NET assembly; expected an assembly with *")]
    [TestCase(
        "lib/Team.Words.dll",
        "'lib/Team.Words.dll', which does not refer to EvalHarness; expected an assembly with *"
    )]
    [TestCase("lib", "no file 'lib'; expected a path of an assembly")]
    public async Task What_is_no_extension_is_told_in_one_line_with_its_path(string path, string fault)
    {
        tool.Write("evals/suite.yaml", BuiltExtension.Suite($"extensions: [{path}]"));

        var named = await tool.RunAsync("validate", "evals/suite.yaml");
        var given = await tool.RunAsync("score", "nothing", "--extension", $"evals/{path}");

        string pattern = "^{0}: " + Regex.Escape(fault).Replace("\\*", ".*", StringComparison.Ordinal) + "$";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(named.ExitCode, Is.EqualTo(2));
            Assert.That(
                named.Errors.Trim(),
                Does.Match(pattern.Replace("{0}", "evals/suite\\.yaml:2:14", StringComparison.Ordinal))
            );
            Assert.That(given.ExitCode, Is.EqualTo(2));
            Assert.That(given.Errors.Trim(), Does.StartWith("--extension: ").And.Contain($"'evals/{path}'"));
        }
    }

    [Test]
    public async Task Two_builds_of_one_extension_are_refused()
    {
        BuiltExtension.Copy(BuiltExtension.Next, Path.Combine(tool.Folder, "next"));

        var ended = await tool.RunAsync("validate", "evals/suite.yaml", "--extension", "next/Team.Evals.dll");

        Assert.That(
            (ended.ExitCode, ended.Errors.Trim()),
            Is.EqualTo(
                (
                    2,
                    "evals/suite.yaml:2:14: 'lib/Team.Evals.dll', another build of Team.Evals, which is loaded already; "
                        + "expected one build of it"
                )
            )
        );
    }

    private async Task SucceedsAsync(string said, params string[] args)
    {
        var ended = await tool.RunAsync(args);
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        Assert.That(ended.Output + ended.Errors, Does.Contain(said));
    }

    /// <summary>Runs the suite; the run folder, relative to the working folder.</summary>
    private async Task<string> RunAsync(params string[] args)
    {
        var ended = await tool.RunAsync(["run", "evals/suite.yaml", "--quiet", .. args]);
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        return Path.GetRelativePath(tool.Folder, tool.Runs("team")[^1]);
    }

    private static string Answers(string run) => File.ReadAllText(Path.Combine(run, "responses.jsonl"));
}
