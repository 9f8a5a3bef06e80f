using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;

namespace EvalHarness.Reports.Gates;

/// <summary>Gates as JUnit XML, the form that every CI server reads: one test suite a suite, one test case a gate.</summary>
public static class GateJUnit
{
    /// <summary>One <c>testsuite</c> a suite and one <c>testcase</c> a gate, with the place of the gate in its file.</summary>
    /// <param name="suites">Names of suites with their gates.</param>
    public static XDocument Document(IEnumerable<(string Suite, ImmutableArray<GateResult> Gates)> suites)
    {
        ArgumentNullException.ThrowIfNull(suites);
        return new XDocument(new XElement("testsuites", suites.Select(suite => Suite(suite.Suite, suite.Gates))));
    }

    private static XElement Suite(string name, ImmutableArray<GateResult> gates) =>
        new(
            "testsuite",
            new XAttribute("name", Clean(name)),
            new XAttribute("tests", gates.Length),
            new XAttribute("failures", gates.Count(gate => IsFailure(gate))),
            new XAttribute("errors", gates.Count(gate => gate.Verdict == GateVerdict.Error)),
            new XAttribute("skipped", gates.Count(IsSkipped)),
            gates.Select(gate => Case(name, gate))
        );

    private static XElement Case(string suite, GateResult gate)
    {
        var test = new XElement(
            "testcase",
            new XAttribute("classname", Clean(suite)),
            new XAttribute("name", Clean($"{gate.Model} › {gate.Name}"))
        );
        if (gate.Gate.Declared is { File: { } file, Line: > 0 and var line })
        {
            test.Add(
                new XAttribute("file", Clean(file)),
                new XAttribute("line", line.ToString(CultureInfo.InvariantCulture))
            );
        }

        string text = Clean(GateText.Describe(gate));
        string? kind =
            gate.Verdict == GateVerdict.Error ? "error"
            : IsFailure(gate) ? "failure"
            : IsSkipped(gate) ? "skipped"
            : null;
        test.Add(
            kind is null
                ? new XElement("system-out", text)
                : new XElement(kind, new XAttribute("message", text), kind == "skipped" ? null : text)
        );
        return test;
    }

    private static bool IsFailure(GateResult gate) => gate.Blocks && gate.Verdict != GateVerdict.Error;

    private static bool IsSkipped(GateResult gate) =>
        gate.Verdict == GateVerdict.Skipped || (gate.Verdict == GateVerdict.Inconclusive && !gate.Blocks);

    /// <summary>Names come from files: what XML cannot hold is left out.</summary>
    private static string Clean(string text) => string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar));
}
