using EvalHarness.Core;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;
using static EvalHarness.Tests.Scoring.Metrics.MetricReferences;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>TAT-QA against tatqa_metric.py of NExTplusplus/TAT-QA 870accc, whose values stand in the cases.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TatQaReferenceTests
{
    [TestCase("""["12.6"]""", "million", """-12.6""", "million", "arithmetic", 0, 0.0)]
    [TestCase("""["-12.6"]""", "million", """-12.6""", "million", "arithmetic", 1, 1.0)]
    [TestCase("""["12.604"]""", "million", """12.6""", "million", "arithmetic", 1, 1.0)]
    [TestCase("""["12,600"]""", "thousand", """12.6""", "million", "arithmetic", 1, 1.0)]
    [TestCase("""["0.2342"]""", "", """23.42""", "percent", "arithmetic", 1, 1.0)]
    [TestCase("""["23.42"]""", "", """23.42""", "percent", "arithmetic", 0, 0.0)]
    [TestCase("""["23.42%"]""", "", """23.42""", "percent", "arithmetic", 1, 1.0)]
    [TestCase("""["23.4"]""", "percent", """23.42""", "percent", "arithmetic", 0, 0.0)]
    [TestCase("""["$1,496.5"]""", "million", """["$1,496.5"]""", "million", "span", 1, 1.0)]
    [TestCase("""["1496.5 million"]""", "", """["$1,496.5"]""", "million", "span", 1, 1.0)]
    [TestCase("""["(1,234)"]""", "", """["-1,234"]""", "", "span", 0, 0.0)]
    [TestCase("""["(134)"]""", "", """["-134"]""", "", "span", 1, 1.0)]
    [TestCase("""[".5"]""", "", """["0.5"]""", "", "span", 0, 0.0)]
    [TestCase("""["2019", "2018"]""", "", """["2018", "2019"]""", "", "multi-span", 1, 1.0)]
    [TestCase(
        """["fixed-price type", "cost-plus type"]""",
        "",
        """["fixed-price type", "cost-plus type", "time-and-material type"]""",
        "",
        "multi-span",
        0,
        0.86
    )]
    [TestCase("""["the cost-plus contract"]""", "", """["a cost-plus contract"]""", "", "span", 1, 1.0)]
    [TestCase("""["Other contracts"]""", "thousand", """["Other contracts"]""", "", "span", 0, 0.8)]
    [TestCase("""["3"]""", "", """3""", "", "count", 1, 1.0)]
    [TestCase("""["three"]""", "", """3""", "", "count", 0, 0.0)]
    [TestCase("""["2019"]""", "", """["in 2019"]""", "", "span", 0, 0.0)]
    [TestCase("""["infinity plan"]""", "", """["Infinity plan"]""", "", "span", 1, 1.0)]
    [TestCase("""["1.005"]""", "thousand", """1.01""", "thousand", "arithmetic", 0, 0.0)]
    [TestCase("""["0"]""", "", """0.0""", "", "arithmetic", 1, 1.0)]
    [TestCase("""["increase of 5%, to 20"]""", "", """["5%"]""", "", "span", 0, 0.33)]
    public void Exact_match_and_F1_equal_those_of_the_script(
        string spans,
        string scale,
        string gold,
        string goldScale,
        string type,
        double exact,
        double f1
    )
    {
        var fields = new Dictionary<string, string> { ["scale"] = goldScale, ["answer_type"] = type };
        var format = new SpansAnswer("scale").For(new Sample("s", fields, [gold], default));
        var answer = format.Parse($$"""{"answer": {{spans}}, "scale": "{{scale}}"}""");
        var sample = Sample(answer.Value, format.Canonical(gold)) with { Fields = fields };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.IsUsable, Is.True, answer.Reason);
            Assert.That(Value(new TatQaEm(), sample), Is.EqualTo(exact));
            Assert.That(Value(new TatQaF1(), sample), Is.EqualTo(f1).Within(1e-12));
        }
    }

    [Test]
    public void No_answer_is_wrong_and_counts() =>
        Assert.That(Value(new TatQaF1(), Sample(null, """["3"]"""), Sample("""["3"]""", """["3"]""")), Is.EqualTo(0.5));
}
