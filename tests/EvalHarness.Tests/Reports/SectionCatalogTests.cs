using EvalHarness.Reports;
using EvalHarness.Reports.Sections;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class SectionCatalogTests
{
    [Test]
    public void Sections_are_found_by_their_attribute_in_their_order()
    {
        var report = new ReportView(InventedRun.Of(Recipes.All["headlines"]));
        var found = SectionCatalog.Of(report.Tasks[0]);
        string[] known = ["leaderboard", "differences", "slices", "confusions", "cost", "samples"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                SectionCatalog.Of(report, Place.Opening).Select(entry => entry.Section.Id),
                Does.Contain("answer").And.None.EqualTo("verdict")
            );
            Assert.That(
                found.Select(entry => entry.Section.Id).Where(known.Contains),
                Is.EqualTo(known),
                "a section that joins them is named in no other file"
            );
            Assert.That(found.Select(entry => entry.Section.Order), Is.Ordered);
            Assert.That(found.Select(entry => entry.Section.Id), Is.Unique);
        }
    }

    [Test]
    public void A_section_with_nothing_to_say_is_left_out()
    {
        var report = new ReportView(InventedRun.Of(Recipes.All["one-model"]));
        Assert.That(
            SectionCatalog.Of(report.Tasks[0]).Select(entry => entry.Section.Id),
            Has.None.EqualTo("differences")
        );
    }

    [Test]
    public async Task Every_table_that_a_section_states_is_a_file()
    {
        var input = InventedRun.Of(Recipes.All["simulations"]);
        var report = new ReportView(input);
        var task = report.Tasks[0];
        var sections = SectionCatalog.Of(task).Select(entry => entry.Make<TaskSection>()).ToArray();
        var stated = sections
            .SelectMany(section => task.Metrics.SelectMany(section.Tables).Concat(section.Tables(task)))
            .Select(table => table.Name);
        var paths = await CsvReport.WriteAsync(
            input,
            Path.Combine(TestContext.CurrentContext.WorkDirectory, "csv", "stated")
        );
        Assert.That(
            paths.Select(Path.GetFileNameWithoutExtension),
            Is.EquivalentTo([.. stated.Select(name => name.Replace('@', '-')), "samples", "models"])
        );
    }

    [Test]
    public void What_a_section_states_is_its_part_of_the_Markdown_text_without_a_word_of_its_own()
    {
        var report = new ReportView(InventedRun.Of(Recipes.All["small"]));
        var task = report.Tasks[0];
        var section = Activator.CreateInstance<Planned>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                section.Markdown(task).Select(block => (block.IsHeading, block.Markdown)),
                Is.EqualTo([(true, "What was planned"), (false, "| samples |\n| ---: |\n| 8 |")])
            );
            Assert.That(section.Markdown(task.Metrics[0]).First().Markdown, Is.EqualTo("What was planned: accuracy"));
        }
    }

    [Section(Place.Task, 1, "planned", "What was planned")]
    private sealed class Planned : TaskSection
    {
        internal override IEnumerable<ReportTable> Tables(MetricView view) => Tables(view.Task);

        internal override IEnumerable<ReportTable> Tables(TaskView task) =>
            [
                new(
                    "planned",
                    "Samples",
                    [new Column("samples", "samples", true)],
                    [
                        [Cell.Of(task.Task.Samples)],
                    ]
                ),
            ];
    }
}
