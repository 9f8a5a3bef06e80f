using System.Collections.Concurrent;
using NUnit.Framework;

namespace EvalHarness.Tests.Simulations;

/// <summary>
/// The promises of comparisons and gates, by simulation of their public doors: a short form with every test run, and a long
/// one that writes the table of src/README.md where <c>EVALHARNESS_SIMULATIONS</c> names a file for it.
/// </summary>
[Category("Simulation")]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class SimulationTests
{
    private const string Head =
        "| data | design | measured | nominal | observed | silent | holds |\n|---|---|---|---|---|---|---|\n";

    private readonly ConcurrentDictionary<string, string> rows = new(StringComparer.Ordinal);

    private static string? TableFile => Environment.GetEnvironmentVariable("EVALHARNESS_SIMULATIONS");

    private static IEnumerable<TestCaseData> Lines =>
        Catalogue.Lines.Select(line => new TestCaseData(line).SetArgDisplayNames(line.Name));

    [OneTimeTearDown]
    public void WriteTable()
    {
        if (TableFile is { Length: > 0 } file && !rows.IsEmpty)
        {
            string[] all =
            [
                .. Catalogue.Lines.Where(line => rows.ContainsKey(line.Name)).Select(line => rows[line.Name]),
            ];
            File.WriteAllText(file, Head + string.Join('\n', all) + "\n");
        }
    }

    [TestCaseSource(nameof(Lines))]
    public void Every_line_keeps_its_level_or_misses_it_by_what_is_known(object given)
    {
        var line = (SimulationLine)given;
        var result = line.Run(TableFile is null ? line.Short : SimulationLine.Long);
        rows[line.Name] = result.Row();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Holds, result.Row());
            // Few experiments cannot tell.
            Assert.That(TableFile is not null && result.HoldsAgain, Is.False, "take it out of the known misses");
        }
    }

    [Test]
    public void Lines_have_names_of_their_own() =>
        Assert.That(Catalogue.Lines.Select(line => line.Name).Distinct().Count(), Is.EqualTo(Catalogue.Lines.Count));

    [Test]
    public void Every_line_stands_in_the_table_of_the_page_and_says_whether_it_holds()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "src", "README.md"));
        string[] rows = [.. page.Split('\n').Where(row => row.StartsWith("| ", StringComparison.Ordinal))];
        using (Assert.EnterMultipleScope())
        {
            foreach (var line in Catalogue.Lines)
            {
                string start = $"| {line.Family} | {line.Design} | {line.Measured} | ";
                string[] found = [.. rows.Where(row => row.StartsWith(start, StringComparison.Ordinal))];
                Assert.That(found, Has.Length.EqualTo(1), start);
                Assert.That(
                    found.FirstOrDefault("").Contains("**no", StringComparison.Ordinal),
                    Is.EqualTo(line.Misses > 0),
                    $"{start}: the page and the catalogue must agree on whether it holds"
                );
            }
        }
    }
}
