using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Gates;

/// <summary>Gates as JUnit XML, the form that every CI server reads: one test suite a suite, one test case a gate.</summary>
public static class GateJUnit
{
    /// <summary>One <c>testsuite</c> a suite and one <c>testcase</c> a gate, with the place of the gate in its file.</summary>
    /// <param name="suites">Names of suites with their gates.</param>
    /// <param name="faults">What keeps other suites from being decided: each file an error of its own.</param>
    public static XDocument Document(
        IEnumerable<(string Suite, ImmutableArray<GateResult> Gates)> suites,
        IEnumerable<Fault>? faults = null
    )
    {
        ArgumentNullException.ThrowIfNull(suites);
        return new XDocument(
            new XElement(
                "testsuites",
                suites.Select(suite => Suite(suite.Suite, suite.Gates)),
                (faults ?? []).GroupBy(fault => fault.At.File, StringComparer.Ordinal).Select(Broken)
            )
        );
    }

    /// <summary>A file whose faults keep its suite from being decided.</summary>
    private static XElement Broken(IGrouping<string, Fault> faults)
    {
        string name = XmlCharacters.Clean(faults.Key);
        string text = XmlCharacters.Clean(string.Join('\n', faults));
        return new XElement(
            "testsuite",
            new XAttribute("name", name),
            new XAttribute("tests", 1),
            new XAttribute("failures", 0),
            new XAttribute("errors", 1),
            new XAttribute("skipped", 0),
            new XElement(
                "testcase",
                new XAttribute("classname", name),
                new XAttribute("name", "the suite can be read and planned"),
                new XAttribute("file", name),
                new XAttribute("line", faults.First().At.Line.ToString(CultureInfo.InvariantCulture)),
                new XElement("error", new XAttribute("message", XmlCharacters.Clean(faults.First().ToString())), text)
            )
        );
    }

    /// <summary>Writes a document as UTF-8 without a byte-order mark, which some readers of JUnit stumble over.</summary>
    /// <param name="document">The document.</param>
    /// <param name="stream">Takes it.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task WriteAsync(
        XDocument document,
        Stream stream,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(document);
        await using var writer = XmlWriter.Create(
            stream,
            new XmlWriterSettings
            {
                Async = true,
                Indent = true,
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            }
        );
        await document.SaveAsync(writer, cancellationToken);
    }

    private static XElement Suite(string name, ImmutableArray<GateResult> gates) =>
        new(
            "testsuite",
            new XAttribute("name", XmlCharacters.Clean(name)),
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
            new XAttribute("classname", XmlCharacters.Clean(suite)),
            new XAttribute("name", XmlCharacters.Clean($"{gate.Model} › {gate.Name}"))
        );
        if (gate.Gate.Declared is { File: { } file, Line: > 0 and var line })
        {
            test.Add(
                new XAttribute("file", XmlCharacters.Clean(file)),
                new XAttribute("line", line.ToString(CultureInfo.InvariantCulture))
            );
        }

        string text = XmlCharacters.Clean(GateText.Describe(gate));
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
}
