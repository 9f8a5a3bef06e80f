using System.Diagnostics;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>The tool is what it was for whoever has no fleet.</summary>
[TestFixture]
internal sealed class PackageTests
{
    private static readonly string Alone = Path.GetFullPath(
        Path.Combine(
            TestContext.CurrentContext.TestDirectory,
            "..",
            "..",
            "EvalHarness.Cli",
            Path.GetFileName(TestContext.CurrentContext.TestDirectory)
        )
    );

    [Test]
    public void The_tool_is_built_without_what_a_fleet_needs()
    {
        string[] files = [.. Directory.EnumerateFiles(Alone, "*.dll").Select(file => Path.GetFileName(file)!)];

        Assert.That(files, Has.Some.EqualTo("EvalHarness.Cli.dll"));
        Assert.That(
            files,
            Has.None.StartsWith("Orleans").And.None.StartsWith("Npgsql").And.None.EqualTo("EvalHarness.Fleet.dll")
        );
    }

    [Test]
    public void A_worker_without_the_package_says_what_is_missing()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        foreach (
            string argument in (string[])
                [Path.Combine(Alone, "EvalHarness.Cli.dll"), "worker", "--store", "postgres://me:secret@127.0.0.1/none"]
        )
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.That(process.ExitCode, Is.EqualTo(2), said);
        Assert.That(said, Does.Contain("EvalHarness.Fleet").And.Contain("extensions").And.Not.Contain("secret"));
    }
}
