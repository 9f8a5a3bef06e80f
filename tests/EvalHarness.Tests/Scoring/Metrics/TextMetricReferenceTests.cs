using System.Text.Json;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Tests.Golden;
using NUnit.Framework;
using NUnit.Framework.Constraints;
using static EvalHarness.Tests.Scoring.Metrics.MetricReferences;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>Metrics of free text against NLTK, and against counts of edits made there.</summary>
public sealed class TextMetricReferenceTests
{
    private const string Texts = "12_text_metrics.json";

    private static IEnumerable<TestCaseData> Gleus() => Named(Texts, "gleu_sentence");

    private static IEnumerable<TestCaseData> Meteors() => Named(Texts, "meteor");

    private static IEnumerable<TestCaseData> Distances() => Named(Texts, "string_distance");

    [TestCaseSource(nameof(Gleus))]
    public void Gleu_of_one_sample_equals_that_of_nltk(JsonElement input, JsonElement expected) =>
        Assert.That(Value(new Gleu(), Translation(input)), Is.EqualTo(expected.Number("gleu")).Within(1e-12));

    [Test]
    public void Gleu_of_a_corpus_equals_that_of_nltk()
    {
        var (_, input, expected) = Inputs(Texts, "gleu_corpus").Single();
        ScoredSample[] samples =
        [
            .. input.Labels("hypotheses").Zip(input.Labels("references"), (text, reference) => Sample(text, reference)),
        ];
        Assert.That(Value(new Gleu(), samples), Is.EqualTo(expected.Number("gleu")).Within(1e-12));
    }

    [TestCaseSource(nameof(Meteors))]
    public void Meteor_of_one_sample_equals_that_of_nltk_without_wordnet(JsonElement input, JsonElement expected) =>
        Assert.That(
            Value(new Meteor(), Translation(input)),
            Is.EqualTo(expected.Number("meteor_exact_stem")).Within(1e-12)
        );

    [Test]
    public void Meteor_of_many_samples_is_their_mean()
    {
        var all = Inputs(Texts, "meteor").ToArray();
        Assert.That(
            Value(new Meteor(), [.. all.Select(one => Translation(one.Input))]),
            Is.EqualTo(all.Average(one => one.Expected.Number("meteor_exact_stem"))).Within(1e-12)
        );
    }

    [TestCaseSource(nameof(Distances))]
    public void Edits_of_one_sample_equal_those_of_nltk(JsonElement input, JsonElement expected)
    {
        var sample = Pair(input);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Value(new EditSimilarity(), sample),
                Is.EqualTo(expected.Number("normalized_similarity")).Within(1e-12)
            );
            Assert.That(Value(new CharacterErrorRate(), sample), Same(expected, "cer"));
            Assert.That(Value(new WordErrorRate(), sample), Same(expected, "wer"));
            if (expected.TryGetProperty("jaro_winkler", out _))
            {
                Assert.That(
                    Value(new JaroWinkler(), sample),
                    Is.EqualTo(expected.Number("jaro_winkler")).Within(1e-12)
                );
            }
        }
    }

    [Test]
    public void Error_rates_of_a_corpus_are_all_edits_over_all_that_was_to_be_written()
    {
        var all = Inputs(Texts, "string_distance").ToArray();
        ScoredSample[] samples = [.. all.Select(one => Pair(one.Input))];
        double edits = all.Sum(one => one.Expected.Number("levenshtein"));
        double written = all.Sum(one => one.Input.GetProperty("b").GetString()!.EnumerateRunes().Count());
        // Each reference has one word but the last, of four, from which one is missing; one hypothesis is the reference,
        // and the two cases with an empty reference have no words: "abc" for nothing is one edit.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new CharacterErrorRate(), samples), Is.EqualTo(edits / written).Within(1e-12));
            Assert.That(Value(new WordErrorRate(), samples), Is.EqualTo((6 + 1 + 1) / (7 + 4.0)).Within(1e-12));
        }
    }

    [Test]
    public void The_best_target_counts()
    {
        var sample = Sample("kitten", "sitting", "kitten", "mitten");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new EditSimilarity(), sample), Is.EqualTo(1));
            Assert.That(Value(new JaroWinkler(), sample), Is.EqualTo(1));
            Assert.That(Value(new CharacterErrorRate(), sample), Is.Zero);
            Assert.That(Value(new WordErrorRate(), sample), Is.Zero);
            Assert.That(Value(new Meteor(), sample), Is.EqualTo(0.5), "one word in one chunk: 1 - 0.5 (1/1)^3");
        }
    }

    private static ScoredSample Translation(JsonElement input) =>
        Sample(input.GetProperty("hypothesis").GetString(), input.Labels("references"));

    private static ScoredSample Pair(JsonElement input) =>
        Sample(input.GetProperty("a").GetString(), input.GetProperty("b").GetString()!);

    private static IResolveConstraint Same(JsonElement expected, string field) =>
        double.IsNaN(expected.Number(field)) ? Is.Null : Is.EqualTo(expected.Number(field)).Within(1e-12);
}
