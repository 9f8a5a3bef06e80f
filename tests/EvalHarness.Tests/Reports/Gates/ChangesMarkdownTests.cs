using EvalHarness.Reports.Gates;
using EvalHarness.Tests.Comparisons.Gates;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Gates;

/// <summary>What changed since the baseline, as a pull request shows it.</summary>
public sealed class ChangesMarkdownTests
{
    [Test]
    public void A_model_that_moved_has_its_paired_difference_and_those_that_did_not_are_counted()
    {
        var before = GateSetup.Run(200, ("moved|model", i => i % 2 == 0), ("same", i => i % 3 == 0));
        var after = GateSetup.Run(200, ("moved|model", i => i % 2 == 0 || i < 60), ("same", i => i % 3 == 0));

        string text = ChangesMarkdown.Render(before, after);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Contain("1 of 2 comparisons moved by more than noise; 1 gave the same answers."));
            // A hundred right before, thirty more now, none lost.
            Assert.That(
                text,
                Does.Match(@"\| task \| moved\\\|model \| \+15\.0 points \| .* \| ▲ better \| 30 \| 0 \|")
            );
            Assert.That(text, Does.Not.Contain("| same |"));
        }
    }

    [Test]
    public void Where_nothing_moved_that_is_said_and_no_table_stands_there()
    {
        var run = GateSetup.Run(50, ("m", i => i % 2 == 0));

        Assert.That(
            ChangesMarkdown.Render(run, run),
            Is.EqualTo("### Since the baseline\n\nEvery model gave the same answers.\n")
        );
    }
}
