using System.Collections.Immutable;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Reports;
using EvalHarness.Reports.Gates;
using EvalHarness.Reports.Sections;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Gates;

public sealed class GateReportsTests
{
    private static readonly ImmutableArray<GateResult> Results =
    [
        new("accuracy at least 60 %", "m", new GateSpec("m", "t/accuracy"), GateVerdict.Pass),
        new("accuracy better than <b>other</b>", "m", new GateSpec("m", "t/accuracy"), GateVerdict.Fail),
        new("share refused at most 1 %", "m", new GateSpec("m"), GateVerdict.Inconclusive) { SamplesNeeded = 1_240 },
        new(
            "share empty at most 1 %",
            "m",
            new GateSpec("m", Inconclusive: Inconclusive.Warn),
            GateVerdict.Inconclusive
        ),
        new("cost at most $1", "m\u0001", new GateSpec("m"), GateVerdict.Error)
        {
            Reason = new GateReason.UnknownCost("m"),
        },
        new("accuracy better than gpt-4o", "m", new GateSpec("m"), GateVerdict.Skipped)
        {
            Reason = new GateReason.SkippedModel("gpt-4o", "no key"),
        },
    ];

    [Test]
    public void JUnit_counts_what_blocks_as_failures_and_what_does_not_as_skipped()
    {
        var suite = GateJUnit.Document([("a/b", Results)]).Root!.Element("testsuite")!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                new[] { "tests", "failures", "errors", "skipped" }.Select(name => (int)suite.Attribute(name)!),
                Is.EqualTo(new[] { 6, 2, 1, 2 })
            );
            Assert.That(
                suite.Elements().Select(one => one.Elements().Single().Name.LocalName),
                Is.EqualTo(new[] { "system-out", "failure", "failure", "skipped", "error", "skipped" })
            );
            Assert.That(() => suite.ToString(), Throws.Nothing, "characters that XML cannot hold");
        }
    }

    [Test]
    public void Markdown_shows_each_gate_in_a_table_and_what_did_not_pass_in_words()
    {
        string text = GateMarkdown.Render("a/b", Results);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Contain("6 gates: 1 pass, 1 fail, 2 inconclusive, 1 error, 1 skipped"));
            Assert.That(text, Does.Contain("About 1,240 more samples decide with 80 % power"));
            Assert.That(text, Does.Not.Contain("<b>"));
            Assert.That(text.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)), Is.EqualTo(5));
        }
    }

    [Test]
    public async Task The_page_has_a_section_of_gates_where_there_are_any()
    {
        var input = InventedRun.Of(Recipes.All["headlines"]);
        var with = input with { Gates = Results };
        string page = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"gates-{Guid.NewGuid():N}.html");
        await HtmlReport.WriteAsync(with, page);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ids(input), Has.None.EqualTo("gates"));
            Assert.That(Ids(with), Has.Member("gates"));
            Assert.That(await File.ReadAllTextAsync(page), Does.Contain("accuracy better than &lt;b&gt;other"));
            Assert.That(MarkdownReport.Render(with), Does.Contain("## Gates:"));
        }
    }

    private static IEnumerable<string> Ids(ReportInput input) =>
        SectionCatalog.Of(new ReportView(input), Place.Closing).Select(entry => entry.Section.Id);
}
