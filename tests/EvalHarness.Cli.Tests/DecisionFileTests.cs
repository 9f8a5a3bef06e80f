using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Decisions in files of their own: written, checked and refused by the tool.</summary>
public sealed class DecisionFileTests
{
    [Test]
    public async Task A_new_decision_is_valid_and_is_answered_without_a_run()
    {
        using var tool = new Tool();
        var made = await tool.RunAsync("new", "--decision", "mine");
        var valid = await tool.RunAsync("validate", "mine");
        var decided = await tool.RunAsync("decide", Path.Combine("mine", "fine-tune.decision.yaml"));
        var again = await tool.RunAsync("new", "--decision", "mine");
        var both = await tool.RunAsync("new", "--decision", "--nunit", "other");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.ExitCode, Is.Zero, made.ToString());
            Assert.That(made.Errors, Does.Contain("next: evalharness decide"));
            Assert.That(valid.Output, Does.Contain("valid, a decision between 3 options, 2 studies"));
            Assert.That(valid.Errors, Is.Empty, "a template has nothing to warn of");
            Assert.That(decided.ExitCode, Is.Zero, decided.ToString());
            Assert.That(decided.Output, Does.Contain("NOT YET. First build a pilot of fine-tuned"));
            Assert.That(again.ExitCode, Is.EqualTo(2), "nothing is overwritten");
            Assert.That(both.ExitCode, Is.EqualTo(2), both.ToString());
        }
    }

    [Test]
    public async Task Validate_and_decide_tell_all_faults_of_a_decision_in_the_same_lines()
    {
        using var tool = new Tool();
        tool.Write(
            "slips.decision.yaml",
            """
            decision:
              incumbent: hosed
              volume: { v0_per_month: 5M }
              value: { per_correct: { dst: normal, mean: 1, sd: 1 }, per_error: 1 }
              options:
                - { id: hosted, kind: promt, quality: 0.8 }
            """
        );
        var valid = await tool.RunAsync("validate", "slips.decision.yaml");
        var decided = await tool.RunAsync("decide", "slips.decision.yaml");
        string[] lines = valid.Errors.Trim().Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(valid.ExitCode, Is.EqualTo(2));
            Assert.That(decided.ExitCode, Is.EqualTo(2));
            Assert.That(decided.Errors, Is.EqualTo(valid.Errors));
            Assert.That(lines, Has.Length.EqualTo(3), valid.ToString());
            Assert.That(
                lines[0],
                Does.StartWith("slips.decision.yaml:3:27: '5M' for 'v0_per_month'; expected a number")
            );
            Assert.That(
                lines[1],
                Does.StartWith("slips.decision.yaml:4:27: unknown key 'dst'").And.EndWith("did you mean 'dist'?")
            );
            Assert.That(
                lines[2],
                Does.StartWith("slips.decision.yaml:6:27: 'promt' for 'kind'").And.EndWith("did you mean 'prompt'?")
            );
        }
    }

    [TestCase(
        "decison: { incumbent: a }",
        "f.yaml:1:1: unknown key 'decison'; expected decision; did you mean 'decision'?"
    )]
    [TestCase(
        "decision: { incumbent: a }\nnotes: b",
        "f.yaml:2:1: unknown key 'notes'; expected 'decision:' alone in the file"
    )]
    [TestCase("- a", "f.yaml:1:1: a list for 'decision'; expected a mapping")]
    public async Task A_file_that_is_no_decision_is_told_so(string text, string expected)
    {
        using var tool = new Tool();
        tool.Write("f.yaml", text);
        var ended = await tool.RunAsync("decide", "f.yaml");
        Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
        Assert.That(ended.Errors.Trim(), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_folder_tells_the_faults_of_its_suites_and_decisions_together()
    {
        using var tool = new Tool();
        tool.Write("all/a.yaml", "suite: a\nmodels: { m: { provider: randm } }\ntasks: []");
        tool.Write(
            "all/b.decision.yaml",
            "decision: { incumbent: a, volume: 1, value: { per_correct: 1, per_error: 1 }, options: [b] }"
        );
        var ended = await tool.RunAsync("validate", "all");
        Assert.That(ended.ExitCode, Is.EqualTo(2));
        Assert.That(ended.Errors, Does.Contain("did you mean 'random'?").And.Contain("'a' for 'incumbent'"));
    }
}
