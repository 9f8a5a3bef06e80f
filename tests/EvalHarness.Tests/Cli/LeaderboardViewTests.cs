using EvalHarness.Cli;
using EvalHarness.Cli.Views;
using EvalHarness.Tests.Reports;
using NUnit.Framework;

namespace EvalHarness.Tests.Cli;

/// <summary>Leaderboards as a terminal of so many columns shows them, without colours, against approved texts.</summary>
public sealed class LeaderboardViewTests
{
    [Test]
    public async Task A_leaderboard_is_the_approved_one([Values(50, 60, 80, 100, 120, 160)] int columns)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null, columns);
        LeaderboardView.Write(terminal, InventedRun.Of(Recipes.All["headlines"]).Comparison);

        string name = FormattableString.Invariant($"board-{columns}");
        string received = Path.Combine(TestContext.CurrentContext.WorkDirectory, name + ".received.txt");
        await File.WriteAllTextAsync(received, output.ToString().ReplaceLineEndings("\n"));
        string approved = Path.Combine(Repository.Root, "tests", "EvalHarness.Tests", "Cli", "Approved", name + ".txt");
        Assert.That(
            await File.ReadAllTextAsync(received),
            Is.EqualTo(await File.ReadAllTextAsync(approved)),
            $"{received} against {approved}"
        );
    }
}
