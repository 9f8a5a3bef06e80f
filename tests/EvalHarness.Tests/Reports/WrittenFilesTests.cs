using EvalHarness.Reports;
using EvalHarness.Reports.Views;
using EvalHarness.Tests.Reports.Sheets;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class WrittenFilesTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evalharness-written-");

    [TearDown]
    public void TheFolderIsRemoved() => folder.Delete(recursive: true);

    [Test]
    public async Task A_report_with_fewer_charts_and_tables_removes_those_of_the_one_before_and_nothing_else()
    {
        var (much, little) = TwoReports();
        await ReportFiles.WriteAsync(little, folder.FullName);
        string[] few = Files();
        await ReportFiles.WriteAsync(much, folder.FullName);
        string[] many = Files();
        string[] own = ["charts/mine.svg", "csv/decision-mine.csv", "csv/notes.txt"];
        foreach (string file in own)
        {
            Write(file);
        }

        await ReportFiles.WriteAsync(little, folder.FullName);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                many.Except(few),
                Does.Contain("charts/decision-bridge.svg").And.Contain("csv/decision-bridge.csv")
            );
            Assert.That(Files(), Is.EquivalentTo(few.Concat(own)));
        }
    }

    [Test]
    public async Task A_report_killed_before_its_end_leaves_nothing_that_the_next_one_does_not_remove()
    {
        var (much, little) = TwoReports();
        await ReportFiles.WriteAsync(little, folder.FullName);
        string[] few = Files();

        // The first CSV file of the larger report cannot be written: what comes after it never is.
        string obstacle = Path.Combine(folder.FullName, "csv", "costs.csv");
        File.Delete(obstacle);
        Directory.CreateDirectory(obstacle);
        Assert.That(
            async () => await ReportFiles.WriteAsync(much, folder.FullName),
            Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>()
        );
        string[] half = Files();
        Directory.Delete(obstacle);
        await ReportFiles.WriteAsync(little, folder.FullName);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(half, Does.Contain("charts/decision-bridge.svg"));
            Assert.That(Files(), Is.EquivalentTo(few));
        }
    }

    [Test]
    public async Task A_decision_by_itself_keeps_its_files_beside_a_report_that_had_some_of_the_same_names()
    {
        var (much, little) = TwoReports();
        await ReportFiles.WriteAsync(much, folder.FullName);
        await DecisionFolder.WriteAsync(DecisionPageTests.Account("alone"), folder.FullName);
        await ReportFiles.WriteAsync(little, folder.FullName);
        await DecisionFolder.WriteAsync(DecisionPageTests.Account("alone"), folder.FullName);
        Assert.That(Files().Where(file => file.Contains("decision-", StringComparison.Ordinal)), Is.Not.Empty);
    }

    [TestCase("../outside.svg")]
    [TestCase("charts/../../outside.svg")]
    [TestCase("charts/sub/outside.svg")]
    [TestCase("report.html")]
    [TestCase("charts/outside.txt")]
    public async Task A_list_that_was_tampered_with_leads_to_no_file_that_a_report_does_not_write(string file)
    {
        var (_, little) = TwoReports();
        string inner = Path.Combine(folder.FullName, "inner");
        await ReportFiles.WriteAsync(little, inner);
        string list = Directory.GetFiles(inner, ".evalharness-*").Single();
        string target = Path.GetFullPath(Path.Combine(inner, file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await File.WriteAllTextAsync(target, "mine");
        string text = await File.ReadAllTextAsync(list);
        await File.WriteAllTextAsync(
            list,
            text.Replace("\"files\": [", $"\"files\": [\"{file}\", ", StringComparison.Ordinal)
        );
        await ReportFiles.WriteAsync(little, inner);
        Assert.That(File.Exists(target), Is.True);
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("""{"of": "another/run", "files": ["charts/mine.svg"]}""")]
    [TestCase("""{"of": null, "files": [null]}""")]
    public async Task A_list_that_is_broken_or_of_another_run_removes_nothing(string text)
    {
        var (_, little) = TwoReports();
        await ReportFiles.WriteAsync(little, folder.FullName);
        await File.WriteAllTextAsync(Directory.GetFiles(folder.FullName, ".evalharness-*").Single(), text);
        Write("charts/mine.svg");
        await ReportFiles.WriteAsync(little, folder.FullName);
        Assert.That(Files(), Does.Contain("charts/mine.svg"));
    }

    private static (ReportInput Much, ReportInput Little) TwoReports()
    {
        var input = InventedRun.Of(Recipes.All["small"]);
        return (input with { Decision = DecisionPageTests.Account("example-S3") }, input);
    }

    private void Write(string file) => File.WriteAllText(Path.Combine(folder.FullName, file), "mine");

    private string[] Files() =>
        [
            .. Directory
                .EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder.FullName, file).Replace('\\', '/'))
                .Where(file => file.Contains('/', StringComparison.Ordinal)),
        ];
}
