using CsCheck;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Entities;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Scoring.Texts;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>What holds of every metric that is a sum followed by a formula.</summary>
public sealed class MetricLawsTests
{
    private static IEnumerable<TestCaseData> Metrics()
    {
        (IMetric Metric, Gen<ScoredSample> Samples)[] all =
        [
            (new Accuracy(), MetricSamples.Classes),
            (new BalancedAccuracy(), MetricSamples.Classes),
            (new MacroF1(), MetricSamples.Classes),
            (new MicroF1(), MetricSamples.Classes),
            (new WeightedF1(), MetricSamples.Classes),
            (new Mcc(), MetricSamples.Classes),
            (new Kappa(), MetricSamples.Classes),
            (new Kappa(KappaWeights.Quadratic), MetricSamples.Classes),
            (new ExactMatch(IgnoreCase: true, IgnorePunctuation: true), MetricSamples.Texts),
            (new ContainsTarget(), MetricSamples.Texts),
            (new NumericMatch(0.01), MetricSamples.Numbers),
            (new SquadEm(), MetricSamples.Texts),
            (new SquadF1(), MetricSamples.Texts),
            (new Bleu(), MetricSamples.Texts),
            (
                new Bleu("intl", Lowercase: true, BleuSmoothing.Floor, MaxOrder: 2, EffectiveOrder: true),
                MetricSamples.Texts
            ),
            (new ChrF(), MetricSamples.Texts),
            (new ChrF(WordOrder: 2), MetricSamples.Texts),
            (new Ter(), MetricSamples.Texts),
            (new Rouge("1"), MetricSamples.Texts),
            (new Rouge(), MetricSamples.Texts),
            (new Rouge("Lsum", Stem: true, RougePart.Recall), MetricSamples.Texts),
            (new Gleu(), MetricSamples.Texts),
            (new Meteor(), MetricSamples.Texts),
            (new EditSimilarity(), MetricSamples.Texts),
            (new JaroWinkler(), MetricSamples.Texts),
            (new CharacterErrorRate(), MetricSamples.Texts),
            (new WordErrorRate(), MetricSamples.Texts),
            (new EntityF1(), MetricSamples.Tags),
            (new EntityF1(["PER", "LOC"], EntityAverage.Macro, TagScheme.Iob2), MetricSamples.Tags),
            (new EntityF1(["PER", "LOC"], EntityAverage.Weighted), MetricSamples.Tags),
            (new Cost(), MetricSamples.Classes),
            (new ToolCallMatch(), MetricSamples.Calls),
            (new ToolNameMatch(), MetricSamples.Calls),
            (new ToolArgumentShare(), MetricSamples.Calls),
            (new PassAtK(1), MetricSamples.Classes),
            (new PassHatK(2, new NumericMatch(0.01)), MetricSamples.Numbers),
            (new MajorityAtK(3), MetricSamples.Classes),
            (new FinQaExecution(), MetricSamples.Numbers),
            (new FinQaEqual(), MetricSamples.Numbers),
            (new FinQaProgramMatch(), MetricSamples.Texts),
            (new TatQaEm(), MetricSamples.Texts),
            (new TatQaF1(), MetricSamples.Texts),
            (new JsonF1(), MetricSamples.Texts),
            (new JsonF1(JsonPart.Recall), MetricSamples.Numbers),
            (new JsonValid(), MetricSamples.Texts),
        ];
        return all.Select(
            (pair, i) =>
                new TestCaseData(pair.Metric.Over(MetricSamples.Labels), pair.Samples).SetArgDisplayNames(
                    $"{i:00} {pair.Metric.Name}"
                )
        );
    }

    private static IEnumerable<TestCaseData> Means() =>
        Metrics().Where(data => data.Arguments[0] is IMetric { IsMean: true });

    [TestCaseSource(nameof(Metrics))]
    public void Merged_shards_are_the_whole(IMetric metric, object samples) =>
        Gen.Select(Lists(samples), Lists(samples))
            .Sample(
                (first, second) =>
                {
                    double[] left = MetricSamples.Total(metric, first);
                    double[] right = MetricSamples.Total(metric, second);
                    double[] merged = [.. left.Zip(right, (a, b) => a + b)];
                    AssertSame(metric.Value(MetricSamples.Total(metric, [.. first, .. second])), metric.Value(merged));
                },
                iter: 100
            );

    [TestCaseSource(nameof(Metrics))]
    public void The_order_of_samples_does_not_matter(IMetric metric, object samples) =>
        Lists(samples)
            .Sample(
                list =>
                    AssertSame(
                        metric.Value(MetricSamples.Total(metric, list)),
                        metric.Value(MetricSamples.Total(metric, list.Reverse()))
                    ),
                iter: 100
            );

    [TestCaseSource(nameof(Metrics))]
    public void Scoring_twice_is_scoring_once(IMetric metric, object samples) =>
        Lists(samples)
            .Sample(
                list =>
                {
                    double[] once = MetricSamples.Total(metric, list);
                    double[] again = MetricSamples.Total(metric, list);
                    Assert.That(again, Is.EqualTo(once));
                },
                iter: 50
            );

    [TestCaseSource(nameof(Metrics))]
    public void The_value_lies_in_its_range(IMetric metric, object samples) =>
        Lists(samples)
            .Sample(
                list =>
                {
                    double? value = metric.Value(MetricSamples.Total(metric, list));
                    (double low, double high) = metric.Range;
                    Assert.That(value is null || (value >= low - 1e-9 && value <= high + 1e-9), $"{value}");
                },
                iter: 200
            );

    [TestCaseSource(nameof(Means))]
    public void A_mean_writes_one_number_and_a_one(IMetric metric, object samples)
    {
        ((Gen<ScoredSample>)samples).Sample(
            sample =>
            {
                double[] vector = MetricSamples.Total(metric, [sample]);
                using (Assert.EnterMultipleScope())
                {
                    Assert.That(vector, Has.Length.EqualTo(metric is IRepeatedMetric ? 3 : 2));
                    Assert.That(vector[1], Is.EqualTo(1));
                    Assert.That(!metric.IsBinary || vector[0] is 0 or 1, Is.True);
                    Assert.That(metric.Value(vector), Is.EqualTo(vector[0]));
                }
            },
            iter: 100
        );
    }

    [TestCaseSource(nameof(Metrics))]
    public void Nothing_scored_has_no_value(IMetric metric, object samples) =>
        Assert.That(metric.Value(new double[metric.Width]), Is.Null, $"{samples}");

    private static Gen<ScoredSample[]> Lists(object samples) => ((Gen<ScoredSample>)samples).Array[1, 12];

    private static void AssertSame(double? expected, double? actual)
    {
        Assert.That(actual.HasValue, Is.EqualTo(expected.HasValue));
        Assert.That(actual ?? 0, Is.EqualTo(expected ?? 0).Within(1e-9));
    }
}
