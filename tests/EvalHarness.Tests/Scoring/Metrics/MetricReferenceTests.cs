using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Entities;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Tests.Golden;
using NUnit.Framework;
using static EvalHarness.Tests.Scoring.Metrics.MetricReferences;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>Metrics of scored samples against the published scorers that they say they equal.</summary>
public sealed class MetricReferenceTests
{
    private static IEnumerable<TestCaseData> Classifications() =>
        Named("10_classification_metrics.json", "classification");

    private static IEnumerable<TestCaseData> Calibrations() => Named("10_classification_metrics.json", "calibration");

    private static IEnumerable<TestCaseData> BinaryScores() => Named("10_classification_metrics.json", "binary_scores");

    private static IEnumerable<TestCaseData> Corpora() => Named("12_text_metrics.json", "bleu_corpus");

    private static IEnumerable<TestCaseData> ChrFCorpora() => Named("12_text_metrics.json", "chrf_ter_corpus");

    private static IEnumerable<TestCaseData> Rouges() => Named("12_text_metrics.json", "rouge");

    private static IEnumerable<TestCaseData> Squads() => Named("12_text_metrics.json", "squad");

    private static IEnumerable<TestCaseData> Entities() => Named("11_ner_entities.json", "ner");

    [TestCaseSource(nameof(Classifications))]
    public void Class_metrics_equal_those_of_scikit_learn(JsonElement input, JsonElement expected)
    {
        ImmutableArray<string> labels = [.. expected.Labels("labels")];
        ScoredSample[] samples =
        [
            .. input.Labels("y_true").Zip(input.Labels("y_pred"), (gold, answer) => Sample(answer, gold)),
        ];
        using (Assert.EnterMultipleScope())
        {
            Agree(new Accuracy(), "accuracy");
            Agree(new MacroF1(), "f1_macro");
            Agree(new MicroF1(), "f1_micro");
            Agree(new WeightedF1(), "f1_weighted");
            Agree(new BalancedAccuracy(), "balanced_accuracy");
            Agree(new Mcc(), "mcc");
        }

        void Agree(IMetric metric, string field) =>
            Assert.That(Value(metric.Over(labels), samples), Is.EqualTo(expected.Number(field)).Within(1e-12), field);
    }

    [TestCaseSource(nameof(Corpora))]
    public void Bleu_equals_that_of_sacrebleu(JsonElement input, JsonElement expected) =>
        Assert.That(
            Value(
                new Bleu(input.GetProperty("tokenize").GetString()!, input.GetProperty("lowercase").GetBoolean()),
                Corpus(input)
            ),
            Is.EqualTo(expected.Number("exp")).Within(1e-9)
        );

    [TestCaseSource(nameof(ChrFCorpora))]
    public void ChrF_and_ter_equal_those_of_sacrebleu(JsonElement input, JsonElement expected)
    {
        var samples = Corpus(input);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new ChrF(), samples), Is.EqualTo(expected.Number("chrf")).Within(1e-9));
            Assert.That(Value(new ChrF(WordOrder: 2), samples), Is.EqualTo(expected.Number("chrf++")).Within(1e-9));
            Assert.That(Value(new Ter(), samples), Is.EqualTo(expected.Number("ter")).Within(1e-9));
            Assert.That(
                Value(new Ter(Normalized: true), samples),
                Is.EqualTo(expected.Number("ter_normalized")).Within(1e-9)
            );
        }
    }

    [TestCaseSource(nameof(Rouges))]
    public void Rouge_equals_that_of_rouge_score(JsonElement input, JsonElement expected)
    {
        ScoredSample[] samples =
        [
            Sample(input.GetProperty("prediction").GetString(), input.GetProperty("target").GetString()!),
        ];
        using (Assert.EnterMultipleScope())
        {
            foreach (string variant in (string[])["1", "2", "L", "Lsum"])
            {
                Assert.That(
                    Value(new Rouge(variant), samples),
                    Is.EqualTo(expected.GetProperty($"rouge{variant}").Number("fmeasure")).Within(1e-12),
                    variant
                );
            }
        }
    }

    [TestCaseSource(nameof(Squads))]
    public void Squad_metrics_equal_those_of_the_official_script(JsonElement input, JsonElement expected)
    {
        ScoredSample[] samples = [Sample(input.GetProperty("prediction").GetString(), input.Labels("golds"))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new SquadEm(), samples), Is.EqualTo(expected.Number("em")));
            Assert.That(Value(new SquadF1(), samples), Is.EqualTo(expected.Number("f1")).Within(1e-12));
        }
    }

    [TestCaseSource(nameof(Entities))]
    public void Entity_f1_equals_that_of_seqeval(JsonElement input, JsonElement expected)
    {
        ScoredSample[] samples =
        [
            .. Sentences("y_true").Zip(Sentences("y_pred"), (gold, answer) => Sample(answer, gold)),
        ];
        using (Assert.EnterMultipleScope())
        {
            foreach (var scheme in expected.EnumerateObject())
            {
                string name = scheme.Name.Replace("strict_", "", StringComparison.Ordinal);
                Agree(Enum.Parse<TagScheme>(name, ignoreCase: true), scheme.Value.GetProperty("report"));
            }
        }

        void Agree(TagScheme scheme, JsonElement report)
        {
            if (report.ValueKind == JsonValueKind.Null)
            {
                Assert.That(Value(new EntityF1(Scheme: scheme), samples), Is.Null);
                return;
            }
            ImmutableArray<string> types =
            [
                .. report
                    .EnumerateObject()
                    .Select(type => type.Name)
                    .Where(type => !type.EndsWith("_avg", StringComparison.Ordinal)),
            ];
            foreach (var average in Enum.GetValues<EntityAverage>())
            {
                string field = $"{average.ToString().ToLowerInvariant()}_avg";
                double f1 = report.GetProperty(field).Number("f1");
                Assert.That(Value(new EntityF1(types, average, scheme), samples), Is.EqualTo(f1).Within(1e-12), field);
            }
        }

        IEnumerable<string> Sentences(string key) =>
            input
                .GetProperty(key)
                .EnumerateArray()
                .Select(tags => string.Join(' ', tags.EnumerateArray().Select(tag => tag.GetString())));
    }

    [TestCaseSource(nameof(Calibrations))]
    public void Calibration_errors_equal_the_formula(JsonElement input, JsonElement expected)
    {
        ScoredSample[] samples =
        [
            .. input
                .Numbers("confidence")
                .Zip(
                    input.Numbers("correct"),
                    (p, right) => Sample("x", right > 0 ? "x" : "y") with { Confidence = p }
                ),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Value(new ExpectedCalibrationError(), samples),
                Is.EqualTo(expected.Number("ece_width_10")).Within(1e-12)
            );
            Assert.That(
                Value(new ExpectedCalibrationError(15, Mass: true), samples),
                Is.EqualTo(expected.Number("ece_mass_15")).Within(1e-12)
            );
            Assert.That(Value(new BrierScore(), samples), Is.EqualTo(expected.Number("brier")).Within(1e-12));
        }
    }

    [TestCaseSource(nameof(BinaryScores))]
    public void Ranking_metrics_equal_those_of_scikit_learn(JsonElement input, JsonElement expected)
    {
        ScoredSample[] samples =
        [
            .. input
                .Numbers("y")
                .Zip(
                    input.Numbers("score"),
                    (y, score) =>
                        Sample("yes", y > 0 ? "yes" : "no") with
                        {
                            Probabilities = new Dictionary<string, double> { ["yes"] = score, ["no"] = 1 - score },
                        }
                ),
        ];
        using (Assert.EnterMultipleScope())
        {
            Agree(new Auroc("yes"), "auroc");
            Agree(new AveragePrecision("yes"), "auprc_average_precision");
            if (expected.TryGetProperty("log_loss", out _))
            {
                Agree(new LogLoss(), "log_loss");
            }
        }

        void Agree(IWeightedMetric metric, string field)
        {
            double wanted = expected.Number(field);
            double? value = Value(metric, samples);
            Assert.That(value ?? double.NaN, double.IsNaN(wanted) ? Is.NaN : Is.EqualTo(wanted).Within(1e-9), field);
        }
    }

    private static ScoredSample[] Corpus(JsonElement input)
    {
        string[][] streams =
        [
            .. input
                .GetProperty("reference_streams")
                .EnumerateArray()
                .Select(stream => stream.EnumerateArray().Select(text => text.GetString()!).ToArray()),
        ];
        return
        [
            .. input.Labels("hypotheses").Select((text, i) => Sample(text, [.. streams.Select(stream => stream[i])])),
        ];
    }
}
