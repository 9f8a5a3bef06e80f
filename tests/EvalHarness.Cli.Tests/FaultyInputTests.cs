using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>What a user sees who wrote something wrong: one line a fault, exit code 2, no stack trace.</summary>
public sealed class FaultyInputTests
{
    [Test]
    public async Task Every_typo_of_a_suite_is_named_at_once_with_its_place()
    {
        using var tool = new Tool();
        tool.Write("data.csv", "id,text,label\n1,a,positive\n");
        tool.Write(
            "suite.yaml",
            """
            suite: typos
            models:
              m: { provider: majority-clas }
            tasks:
              - task: t
                dataset: { file: data.csv, targt: label }
                prompt: "{{txt}}"
                answer: { choice: [positive] }
                metrics: [accurcy]
            """
        );
        var ended = await tool.RunAsync("validate", "suite.yaml");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2));
            Assert.That(ended.Output, Is.Empty);
            Assert.That(
                ended.Errors,
                Does.Contain("suite.yaml:3:18: unknown provider 'majority-clas'")
                    .And.Contain("did you mean 'majority-class'?")
            );
            Assert.That(
                ended.Errors,
                Does.Contain("suite.yaml:6:32: unknown key 'targt'").And.Contain("did you mean 'target'?")
            );
            Assert.That(
                ended.Errors,
                Does.Contain("suite.yaml:9:15: unknown metric 'accurcy'").And.Contain("did you mean 'accuracy'?")
            );
            Assert.That(ended.Errors, Does.Not.Contain("   at "));
        }
    }

    [Test]
    public async Task A_file_of_recorded_answers_that_is_missing_is_told_once_where_it_is_named()
    {
        using var tool = new Tool();
        tool.Write("data.csv", "id,text,label\n1,a,positive\n2,b,negative\n");
        tool.Write(
            "suite.yaml",
            """
            suite: recorded
            models:
              old: { provider: replay, answers: [nowhere.jsonl] }
              common: { provider: majority-class }
            tasks:
              - task: t
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [positive, negative] }
                metrics: [accuracy]
            """
        );
        var ended = await tool.RunAsync("validate", "suite.yaml");
        string[] told =
        [
            .. ended.Errors.Split('\n').Where(line => line.Contains("nowhere.jsonl", StringComparison.Ordinal)),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(told, Has.Length.EqualTo(1), ended.Errors);
            Assert.That(told, Has.All.Contains("suite.yaml:3:38: no file 'nowhere.jsonl'"));
        }
    }

    [TestCase("run", "nowhere.yaml", TestName = "A_missing_suite_is_named")]
    [TestCase("report", "nowhere", TestName = "A_missing_run_is_named")]
    [TestCase("runn", "x", TestName = "A_misspelt_verb_is_named")]
    [TestCase("run", "--frsh", TestName = "A_misspelt_option_is_named")]
    public async Task What_is_not_there_is_named(string verb, string argument)
    {
        using var tool = new Tool();
        var ended = await tool.RunAsync(verb, argument);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Errors, Does.Contain(verb == "runn" ? "runn" : argument).And.Not.Contain("   at "));
        }
    }

    [Test]
    public async Task A_bad_row_gives_file_and_line_and_never_the_data()
    {
        using var tool = new Tool();
        Suites.Write(tool, "http://127.0.0.1:9", 3);
        tool.Write("data.csv", "id,text,label\ns1,fine,positive\ns2,\"secret words,positive\ns3,x,positive\n");
        var ended = await tool.RunAsync("run", "suite.yaml");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Errors, Does.Contain("data.csv:3"));
            Assert.That(ended.Errors, Does.Not.Contain("secret words"));
        }
    }

    [Test]
    public async Task Help_and_version_are_good()
    {
        using var tool = new Tool();
        var (help, version) = (await tool.RunAsync("--help"), await tool.RunAsync("--version"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((help.ExitCode, version.ExitCode), Is.EqualTo((0, 0)));
            Assert.That(help.Output, Does.Contain("run").And.Contain("validate").And.Contain("schema"));
            Assert.That(version.Output, Does.Match(@"^\d+\.\d+\.\d+"));
        }
    }
}
