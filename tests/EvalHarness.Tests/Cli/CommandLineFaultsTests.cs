using EvalHarness.Cli;
using NUnit.Framework;

namespace EvalHarness.Tests.Cli;

/// <summary>What is wrong with a command line before any verb begins.</summary>
public sealed class CommandLineFaultsTests
{
    [TestCase("compare: unknown option '--margn'", "--margin", "compare", "s.csv", "--margn", "0.02")]
    [TestCase("compare: unknown option '--margn'", "--margin", "compare", "s.csv", "--margn=0.02")]
    [TestCase("compare: unknown option '-margin'", "--margin", "compare", "s.csv", "-margin", "0.02")]
    [TestCase("compare: unknown option '--margn'", "--margin", "compare", "s.csv", "--out", "--margn", "0.02")]
    [TestCase("compare: unknown option '--margn'", "--margin", "compare", "--margn", "0.02")]
    [TestCase("run: unknown option '--frsh'", "--fresh", "run", "--frsh")]
    [TestCase("gate: unknown option '--qiet'", "--quiet", "gate", "a.yaml", "--qiet")]
    [TestCase("baseline save: unknown option '--result'", "--results", "baseline", "save", "x", "--result", "y")]
    [TestCase("monitor: unknown option '--look'", "--looks", "monitor", "x", "--look", "3")]
    [TestCase("list: unknown option '--hlp'", "--help", "list", "--hlp")]
    [TestCase("evalharness: unknown option '--verson'", "--version", "--verson")]
    [TestCase("evalharness: unknown command 'runn'", "run", "runn", "x")]
    [TestCase("baseline: unknown command 'sav'", "save", "baseline", "sav", "x")]
    public async Task A_misspelt_word_is_named_with_the_one_that_was_meant(
        string found,
        string meant,
        params string[] args
    )
    {
        var (exit, errors) = await NumberOptionTests.RunAsync(args);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(ExitCode.YourFile));
            Assert.That(errors, Does.StartWith(found).And.EndsWith($"; did you mean '{meant}'?\n"));
            Assert.That(errors.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1), "one line");
        }
    }

    [Test]
    public async Task A_file_whose_name_begins_with_a_dash_stands_behind_two_dashes()
    {
        var (_, errors) = await NumberOptionTests.RunAsync(["compare", "--", "--margn"]);
        Assert.That(errors, Does.Contain("--margn").And.Not.Contain("option"));
    }

    [Test]
    public async Task A_word_with_an_at_sign_reads_no_file()
    {
        string file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "response.txt");
        await File.WriteAllTextAsync(file, "--help");
        var (exit, errors) = await NumberOptionTests.RunAsync(["compare", "@" + file]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(ExitCode.YourFile));
            Assert.That(errors, Does.Contain("@"));
        }
    }
}
