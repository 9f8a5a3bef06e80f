using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>Data that may not be shipped: what to get, under which license, and where to put it.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AbsentDataTests : IDisposable
{
    private const string Download =
        "download: https://example.org/set, license: { id: CC-BY-NC-SA-3.0, source: License.txt }, ";

    private readonly SuiteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Test]
    public void A_missing_file_tells_what_to_download_its_license_and_its_place() =>
        Assert.That(
            folder.Faults(Suite("file: data/set.csv, " + Download)),
            Is.EqualTo([
                "suite.yaml:6:22: data/set.csv is not here: download https://example.org/set, "
                    + $"license CC-BY-NC-SA-3.0 (License.txt), and put it at {DataFile.Shown(folder.At("data/set.csv"))}",
            ])
        );

    [Test]
    public void Of_a_file_in_an_archive_the_archive_is_to_be_got() =>
        Assert.That(
            folder.Faults(Suite("file: data/set-v1.0.zip/set/rows.csv, download: https://example.org/set, ")),
            Is.EqualTo([
                "suite.yaml:6:22: data/set-v1.0.zip is not here: download https://example.org/set, "
                    + $"license unknown, and put it at {DataFile.Shown(folder.At("data/set-v1.0.zip"))}",
            ])
        );

    [Test]
    public void All_files_are_told_at_once_and_each_once_those_beside_it_too() =>
        Assert.That(
            folder
                .Faults(
                    Suite("file: data/set/test.csv, " + Download, "few_shot: { count: 2, file: data/set/train.csv }")
                        + Task("again", "file: data/set/test.csv, " + Download)
                        + Task("other", "file: data/elsewhere/test.csv, download: http://example.org/other, ")
                )
                .Select(fault => fault.Split(": ")[1].Split(' ')[0]),
            Is.EqualTo(["data/set/test.csv", "data/set/train.csv", "data/elsewhere/test.csv"])
        );

    [Test]
    public void Without_an_address_a_missing_file_is_a_fault_as_any_is() =>
        Assert.That(
            folder.Faults(Suite("file: data/set.csv, ")),
            Is.EqualTo(["suite.yaml:6:22: no file 'data/set.csv' for 'file'; expected a path relative to this file"])
        );

    [TestCase("ftp://example.org/set")]
    [TestCase("set.html")]
    public void An_address_that_is_none_is_a_fault(string address) =>
        Assert.That(
            folder.Faults(Suite($"file: data/headlines.csv, download: \"{address}\", ")),
            Has.One.Match("for 'download'; expected an address such as https://host/path")
        );

    [Test]
    public void The_address_of_a_file_that_is_here_says_nothing() =>
        Assert.That(folder.Faults(Suite("file: data/headlines.csv, " + Download)), Is.Empty);

    [Test]
    public async Task A_suite_of_a_folder_is_passed_over_and_told_and_one_named_by_itself_is_a_fault()
    {
        folder.Write("suites/absent.yaml", Suite("file: data/set.csv, " + Download, name: "absent"));
        folder.Write("suites/here.yaml", Suite("file: ../data/headlines.csv, ", name: "here"));

        var read = await ReadAsync("suites");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Suites.Select(one => one.Suite.Name), Is.EqualTo(["here"]));
            Assert.That(read.NotHere.Single().Found, Does.StartWith("data/set.csv is not here: download"));
            Assert.That(
                async () => await ReadAsync("suites", "suites/absent.yaml"),
                Throws.TypeOf<DocumentException>().With.Message.Contains("data/set.csv is not here")
            );
        }
    }

    [Test]
    public void A_suite_of_a_folder_with_a_fault_beside_is_a_fault()
    {
        folder.Write(
            "suites/absent.yaml",
            Suite("file: data/set.csv, " + Download).Replace("[accuracy]", "[akkuracy]", StringComparison.Ordinal)
        );

        Assert.That(
            async () => await ReadAsync("suites"),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.Contains("data/set.csv is not here")
                .And.Message.Contains("did you mean 'accuracy'?")
        );
    }

    private Task<CheckedSuites> ReadAsync(params string[] names) =>
        SuiteCheck.ReadAllAsync(
            names.Select(folder.At),
            new EvaluationOptions { Catalog = folder.Catalog, Results = folder.At("results") },
            _ => null
        );

    private static string Suite(string dataset, string extra = "description: none", string name = "s") =>
        $"suite: {name}\nmodels:\n  majority: {{ provider: majority-class }}\ntasks:\n{Task("t", dataset, extra)}";

    private static string Task(string name, string dataset, string extra = "description: none") =>
        $$$"""
              - task: {{{name}}}
                dataset: { {{{dataset}}}target: label }
                prompt: "{{text}}"
                {{{extra}}}
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]

            """;
}
