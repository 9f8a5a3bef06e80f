using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions.Judging;

/// <summary>Tables of what people said: what is wrong with them is told by place, before anything is asked.</summary>
public sealed class LabelFileTests
{
    private static async Task<string> FaultAsync(JudgedSetup setup)
    {
        try
        {
            var suite = SuiteReader.Read(setup.SuiteFile, setup.Options.Catalog, _ => null);
            using var plan = await Evaluation.PlanAsync(suite, setup.Options);
            return "";
        }
        catch (DocumentException wrong)
        {
            return string.Join('\n', wrong.Faults);
        }
    }

    [TestCase(
        "s1,an answer,excellent,",
        @"human\.csv:82: a value in column 'anna' that judge 'quality' gives nobody; expected good, poor"
    )]
    [TestCase("s1,an answer,,1.5", @"human\.csv:82: a value in column 'ben' .*a number from 0 to 1, or nothing")]
    [TestCase("s999,an answer,good,", @"human\.csv:82: an id in column 'id' that no sample of task 'words' has")]
    [TestCase(",an answer,good,", @"human\.csv:82: 'id' is empty")]
    [TestCase("s1,,good,", @"human\.csv:82: 'answer' is empty")]
    [TestCase(
        "s1,an answer,good,\ns1, an answer ,,poor\ns1,an answer,,good",
        @"human\.csv:84: a second rating of the same answer in column 'ben'; expected each person once for each text"
    )]
    public async Task A_wrong_row_is_told_by_its_place_and_without_its_text(string row, string told)
    {
        var setup = new JudgedSetup();
        setup.Write();
        setup.WriteLabels(also: row);

        string fault = await FaultAsync(setup);

        Assert.That(fault, Does.Match(told).And.Not.Contain("an answer").And.Not.Contain("excellent"));
    }

    [Test]
    public async Task All_wrong_rows_are_told_at_once()
    {
        var setup = new JudgedSetup();
        setup.Write();
        setup.WriteLabels(also: ["s1,a,fine,", "s777,a,good,"]);

        Assert.That((await FaultAsync(setup)).Split('\n'), Has.Length.EqualTo(2));
    }

    [TestCase("raters: [anna, ben]", "raters: [anna, bne]", "'bne'", "'ben'")]
    [TestCase("answer: answer", "answer: answr", "'answr'", "'answer'")]
    [TestCase("id: id, answer", "id: idd, answer", "'idd'", "'id'")]
    public async Task A_column_that_is_not_there_is_told_where_the_suite_names_it(
        string right,
        string wrong,
        string told,
        string meant
    )
    {
        var setup = new JudgedSetup();
        setup.Write();
        setup.WriteLabels();
        await File.WriteAllTextAsync(
            setup.SuiteFile,
            (await File.ReadAllTextAsync(setup.SuiteFile)).Replace(right, wrong, StringComparison.Ordinal)
        );

        Assert.That(await FaultAsync(setup), Does.Match(@"suite\.yaml:\d+:\d+: ").And.Contain(told).And.Contain(meant));
    }

    [Test]
    public async Task A_table_that_is_not_there_is_told()
    {
        var setup = new JudgedSetup();
        setup.Write();

        Assert.That(await FaultAsync(setup), Does.Contain("human.csv").And.Contain("no file"));
    }

    [TestCase("raters: []", "one column or more")]
    [TestCase("raters: [anna, anna]", "each column once")]
    public void People_are_named_once(string raters, string told)
    {
        var setup = new JudgedSetup();
        setup.Write();
        setup.WriteLabels();
        File.WriteAllText(
            setup.SuiteFile,
            File.ReadAllText(setup.SuiteFile).Replace("raters: [anna, ben]", raters, StringComparison.Ordinal)
        );

        Assert.That(
            () => SuiteReader.Read(setup.SuiteFile, setup.Options.Catalog, _ => null),
            Throws.TypeOf<DocumentException>().With.Message.Contain(told)
        );
    }
}
