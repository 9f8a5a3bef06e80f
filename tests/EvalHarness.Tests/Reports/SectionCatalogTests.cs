using EvalHarness.Reports.Sections;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class SectionCatalogTests
{
    [Test]
    public void Sections_are_found_by_their_attribute_in_their_order()
    {
        var report = new ReportView(InventedRun.Of(Recipes.All["headlines"]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                SectionCatalog.Of(report, Place.Opening).Select(entry => entry.Section.Id),
                Is.EqualTo(new[] { "answer" })
            );
            Assert.That(
                SectionCatalog.Of(report.Tasks[0]).Select(entry => entry.Section.Id),
                Is.EqualTo(new[] { "leaderboard", "differences", "slices", "confusions", "cost", "samples" })
            );
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
}
