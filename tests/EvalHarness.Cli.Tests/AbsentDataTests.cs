using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Suites whose data are not here, through the built tool.</summary>
public sealed class AbsentDataTests
{
    [Test]
    public async Task A_folder_is_valid_without_them_and_the_suite_itself_and_a_run_of_nothing_are_not()
    {
        using var tool = new Tool();
        tool.Write(
            "evals/absent.yaml",
            """
            suite: absent
            models:
              majority: { provider: majority-class }
            tasks:
              - task: t
                dataset: { file: data/set.csv, download: https://example.org/set, license: CC-BY-4.0, target: label }
                prompt: "{{text}}"
                answer: { choice: [a, b] }
                metrics: [accuracy]
            """
        );
        const string what =
            "evals/absent.yaml:6:22: data/set.csv is not here: download https://example.org/set, license CC-BY-4.0, and put it at evals/data/set.csv";

        var folder = await tool.RunAsync("validate", "evals");
        var suite = await tool.RunAsync("validate", "evals/absent.yaml");
        var run = await tool.RunAsync("run", "evals");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(folder.ExitCode, Is.Zero, folder.ToString());
            Assert.That(folder.ToString(), Does.Contain("data not here: " + what));
            Assert.That(suite.ExitCode, Is.EqualTo(2), suite.ToString());
            Assert.That(suite.ToString(), Does.Contain(what).And.Not.Contain("data not here: "));
            Assert.That(run.ExitCode, Is.EqualTo(2), run.ToString());
        }
    }
}
