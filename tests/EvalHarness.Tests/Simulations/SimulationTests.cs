using NUnit.Framework;

namespace EvalHarness.Tests.Simulations;

/// <summary>
/// The promises of comparisons and gates, by simulation of their public doors: a short form with every test run, and a long
/// one that writes the table of src/README.md where <c>EVALHARNESS_SIMULATIONS</c> names a file for it.
/// </summary>
[Category("Simulation")]
public sealed class SimulationTests
{
    private static string? TableFile => Environment.GetEnvironmentVariable("EVALHARNESS_SIMULATIONS");

    private static IEnumerable<TestCaseData> Lines =>
        Catalogue.Lines.Select(line => new TestCaseData(line).SetArgDisplayNames(line.Name));

    [TestCaseSource(nameof(Lines))]
    public void Every_line_keeps_its_level_or_misses_it_by_what_is_known(object given)
    {
        var line = (SimulationLine)given;
        var result = line.Run(TableFile is null ? line.Short : SimulationLine.Long);
        TestContext.Out.WriteLine(result.Row());
        Assert.That(result.Holds, result.Row());
    }

    [Test]
    public void Lines_have_names_of_their_own() =>
        Assert.That(Catalogue.Lines.Select(line => line.Name), Is.Unique.And.Exactly(Catalogue.Lines.Count).Items);
}
