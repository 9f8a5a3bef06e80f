using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>What the built tool says of itself.</summary>
public sealed class HelpTests
{
    [Test]
    public async Task The_help_of_the_tool_and_of_every_verb_is_the_approved_one()
    {
        using var tool = new Tool();
        var root = await tool.RunAsync("--help");
        string[] verbs = Verbs(root.Output);
        using (Assert.EnterMultipleScope())
        {
            Approvals.Hold(root.Output, "help/evalharness.txt");
            Assert.That(verbs, Has.Length.GreaterThan(15).And.Contains("run").And.Contains("decide"));
            foreach (string verb in verbs)
            {
                var help = await tool.RunAsync(verb, "--help");
                Approvals.Hold(help.Output, $"help/{verb}.txt");
            }

            var save = await tool.RunAsync("baseline", "save", "--help");
            Approvals.Hold(save.Output, "help/baseline-save.txt");
        }
    }

    /// <summary>The first words of the lines under the heading of the commands.</summary>
    private static string[] Verbs(string help) =>
        [
            .. help.Split('\n')
                .SkipWhile(line => !line.StartsWith("Commands:", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]),
        ];
}
