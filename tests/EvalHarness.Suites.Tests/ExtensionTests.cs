using EvalHarness.NUnit;
using EvalHarness.Tests.Extensions;
using NUnit.Framework;

namespace EvalHarness.Suites.Tests;

/// <summary>Extensions that a suite names, under <c>dotnet test</c>.</summary>
public sealed class ExtensionTests
{
    [Test]
    public async Task A_suite_that_names_an_extension_is_gated_as_by_the_tool()
    {
        var folder = Directory.CreateTempSubdirectory("evalharness-");
        try
        {
            string file = Path.Combine(folder.FullName, "suite.yaml");
            string named = $"extensions: ['{BuiltExtension.First}']";
            await File.WriteAllTextAsync(file, BuiltExtension.Suite(named, local: true));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "data.pipe"), BuiltExtension.Data);
            var suite = SuiteReader.Read(file, SuiteCatalog.Default, _ => null);

            var run = await Testing.SuiteRuns.RunAsync(suite, null, CancellationToken.None);

            Assert.That(run, Evals.Metric("words/same_length").Of("constant").AtLeast(0.2));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
