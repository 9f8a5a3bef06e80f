using EvalHarness.Scoring;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;
using static EvalHarness.Tests.Scoring.Metrics.MetricReferences;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>Metrics of JSON fields by their definition, and of tags against scikit-learn.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FieldReferenceTests
{
    [TestCase("""{"a": 1, "b": "x"}""", """{"b": "x", "a": 1.0}""", 1, 1, 1)]
    [TestCase("""{"a": 1}""", """{"a": 1, "b": "x"}""", 1, 0.5, 2 / 3.0)]
    [TestCase("""{"a": 2, "b": "x", "c": null}""", """{"a": 1, "b": "x"}""", 0.5, 0.5, 0.5)]
    [TestCase("""{"l": ["y", "x"]}""", """{"l": ["x", "y"]}""", 1, 1, 1)]
    [TestCase("""{"l": ["x", "x"]}""", """{"l": ["x", "y"]}""", 0.5, 0.5, 0.5)]
    [TestCase("""{"l": [{"n": 1}, {"n": 2}]}""", """{"l": [{"n": 2}, {"n": 1}]}""", 0, 0, 0)]
    [TestCase("""{"price": "$1,200", "name": "The Acme."}""", """{"price": 1199, "name": "acme"}""", 1, 1, 1)]
    [TestCase(null, """{"a": 1}""", 0, 0, 0)]
    public void Fields_are_counted_by_path_and_value(string? answer, string gold, double p, double r, double f)
    {
        var sample = Sample(
            answer is null ? null : new JsonAnswer().Parse(answer).Value,
            new JsonAnswer().Canonical(gold)
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(Metric(JsonPart.Precision), sample), Is.EqualTo(p).Within(1e-12));
            Assert.That(Value(Metric(JsonPart.Recall), sample), Is.EqualTo(r).Within(1e-12));
            Assert.That(Value(Metric(JsonPart.F1), sample), Is.EqualTo(f).Within(1e-12));
            Assert.That(Value(new JsonValid(), sample), Is.EqualTo(answer is null ? 0 : 1));
        }

        static JsonF1 Metric(JsonPart part) => new JsonF1(part, ["price"], ["name"], 0.01);
    }

    [Test]
    public void The_target_that_is_met_best_counts() =>
        Assert.That(Value(new JsonF1(), Sample("""{"a":1}""", """{"a":2,"b":3}""", """{"a":1}""")), Is.EqualTo(1));

    [Test]
    public void Weighted_F1_may_exceed_accuracy_where_answers_are_missing()
    {
        // scikit-learn 1.2.1: f1_score(["a"]*3+["b"], ["a","a",missing,"b"], labels=["a","b"], average="weighted") = 0.85.
        ScoredSample[] samples = [Sample("a", "a"), Sample("a", "a"), Sample(null, "a"), Sample("b", "b")];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new WeightedF1().Over(["a", "b"]), samples), Is.EqualTo(0.85).Within(1e-12));
            Assert.That(Value(new Accuracy(), samples), Is.EqualTo(0.75));
        }
    }

    [Test]
    public void Tags_count_alike_however_many_samples_they_have()
    {
        // One tag as above, 0.85; the other f1_score(["y","n"], ["y","y"], average="weighted") = 1/3.
        ScoredSample[] samples =
        [
            Tagged("up", "a", "a"),
            Tagged("up", "a", "a"),
            Tagged("up", null, "a"),
            Tagged("up", "b", "b"),
            Tagged("past", "y", "y"),
            Tagged("past", "y", "n"),
        ];

        Assert.That(Value(new TagWeightedF1(), samples), Is.EqualTo((0.85 + (1 / 3.0)) / 2).Within(1e-12));

        static ScoredSample Tagged(string tag, string? answer, string gold) =>
            Sample(answer, gold) with
            {
                Fields = new Dictionary<string, string> { ["tag"] = tag },
            };
    }
}
