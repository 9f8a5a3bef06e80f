using EvalHarness.Reports;
using EvalHarness.Reports.Tables;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class MarkdownReportTests
{
    [TestCase("headlines")]
    [TestCase("failures")]
    [TestCase("simulations")]
    public async Task The_text_is_the_approved_one(string recipe)
    {
        string received = Path.Combine(TestContext.CurrentContext.WorkDirectory, recipe + ".received.md");
        await MarkdownReport.WriteAsync(InventedRun.Of(Recipes.All[recipe]), received);
        string approved = Path.Combine(
            Repository.Root,
            "tests",
            "EvalHarness.Tests",
            "Reports",
            "Approved",
            recipe + ".md"
        );
        Assert.That(
            await File.ReadAllTextAsync(received),
            Is.EqualTo(await File.ReadAllTextAsync(approved)),
            $"{received} against {approved}"
        );
    }

    [Test]
    public void Nothing_from_outside_becomes_markup()
    {
        string[] lines = MarkdownReport.Render(InventedRun.Of(Recipes.All["hostile"])).Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.None.Match(@"(?<!\\)<"));
            Assert.That(lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal)), Has.All.EndWith(" |"));
        }
    }

    [TestCase("a|b", @"a\|b")]
    [TestCase("file_name 4-shot (a)", "file_name 4-shot (a)")]
    [TestCase("_so_ *so*", @"\_so\_ \*so\*")]
    [TestCase("[a](b)", @"\[a\]\(b)")]
    [TestCase("two\nlines", "two lines")]
    [TestCase("`<b>`", @"\`\<b\>\`")]
    public void A_text_is_shown_as_it_is_on_one_line(string text, string expected) =>
        Assert.That(MarkdownText.Escape(text), Is.EqualTo(expected));
}
