using System.Text.Json;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Calls;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;
using static EvalHarness.Tests.Scoring.Metrics.MetricReferences;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>
/// Metrics of calls of tools, against the checker of the Berkeley Function Calling Leaderboard (Scoring/Cases/tool-calls.py made the cases)
/// and against their definitions.
/// </summary>
public sealed class ToolCallReferenceTests
{
    private const string Buy = """[{"name":"buy","arguments":{"ticker":"ACME","size":10}}]""";
    private const string Both =
        """[{"name":"buy","arguments":{"ticker":"ACME","size":10}},{"name":"sell","arguments":{"ticker":"ACNE"}}]""";
    private const string Turned =
        """[{"name":"sell","arguments":{"ticker":"ACNE"}},{"name":"buy","arguments":{"size":1e1,"ticker":"ACME"}}]""";

    private static IEnumerable<TestCaseData> Checked() =>
        File.ReadLines(
                Path.Combine(Repository.Root, "tests", "EvalHarness.Tests", "Scoring", "Cases", "tool-calls.jsonl")
            )
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(one => new TestCaseData(one).SetArgDisplayNames(one.GetProperty("name").GetString()!));

    [TestCaseSource(nameof(Checked))]
    public void A_match_is_what_the_Berkeley_checker_calls_valid(JsonElement one)
    {
        var format = new ToolCallsAnswer().Over(ToolList.Read(one.GetProperty("tools").GetRawText()));
        var sample = Sample(
            format.Parse(one.GetProperty("answer").GetRawText()).Value,
            format.Canonical(one.GetProperty("target").GetRawText())
        );

        Assert.That(
            Value(new ToolCallMatch(Texts: TextEquality.Loose), sample),
            Is.EqualTo(one.GetProperty("valid").GetBoolean() ? 1 : 0)
        );
    }

    [TestCase(Buy, Buy, CallOrder.Any, 1, 1, 1.0)]
    [TestCase(Turned, Both, CallOrder.Any, 1, 1, 1.0)]
    [TestCase(Turned, Both, CallOrder.Kept, 0, 0, 0.0)]
    [TestCase(Both, Both, CallOrder.Kept, 1, 1, 1.0)]
    [TestCase(Buy, Both, CallOrder.Any, 0, 0, 2.0 / 3)]
    [TestCase(Both, Buy, CallOrder.Any, 0, 0, 2.0 / 3)]
    [TestCase("""[{"name":"buy","arguments":{"ticker":"acme","size":10}}]""", Buy, CallOrder.Any, 0, 1, 0.5)]
    [TestCase(
        """[{"name":"buy","arguments":{"ticker":"ACME","size":10,"side":"x"}}]""",
        Buy,
        CallOrder.Any,
        0,
        1,
        2.0 / 3
    )]
    [TestCase("""[{"name":"sell","arguments":{"ticker":"ACME","size":10}}]""", Buy, CallOrder.Any, 0, 0, 0.0)]
    [TestCase("[]", "[]", CallOrder.Any, 1, 1, 1.0)]
    [TestCase("[]", Buy, CallOrder.Any, 0, 0, 0.0)]
    [TestCase(null, Buy, CallOrder.Any, 0, 0, 0.0)]
    [TestCase(Buy, "no call", CallOrder.Any, 0, 0, 0.0)]
    public void Names_arguments_and_whole_calls_are_counted_apart(
        string? answer,
        string target,
        CallOrder order,
        int match,
        int names,
        double arguments
    )
    {
        var sample = Sample(answer, target);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new ToolCallMatch(order), sample), Is.EqualTo(match));
            Assert.That(Value(new ToolNameMatch(order), sample), Is.EqualTo(names));
            Assert.That(Value(new ToolArgumentShare(order), sample), Is.EqualTo(arguments).Within(1e-12));
        }
    }

    [Test]
    public void Any_of_several_targets_is_right() =>
        Assert.That(Value(new ToolCallMatch(), Sample(Buy, Both, Buy)), Is.EqualTo(1));

    /// <summary>Taken greedily, the first call would fill the place that only the second fits.</summary>
    [Test]
    public void Calls_side_by_side_are_right_when_some_pairing_is() =>
        Assert.That(
            Value(
                new ToolCallMatch(),
                Sample(
                    """[{"name":"f","arguments":{"a":1}},{"name":"f","arguments":{"a":2}}]""",
                    """[{"f":{"a":[1,2]}},{"f":{"a":[1]}}]"""
                )
            ),
            Is.EqualTo(1)
        );
}
