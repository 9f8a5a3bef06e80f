using CsCheck;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>What holds of every metric that needs the whole set.</summary>
public sealed class WeightedMetricLawsTests
{
    private static IEnumerable<TestCaseData> Metrics()
    {
        (IWeightedMetric Metric, Gen<ScoredSample> Samples)[] all =
        [
            (new ExpectedCalibrationError(), MetricSamples.Classes),
            (new ExpectedCalibrationError(5, Mass: true), MetricSamples.Classes),
            (new BrierScore(), MetricSamples.Classes),
            (new LogLoss(), MetricSamples.Classes),
            (new Auroc(), MetricSamples.Classes),
            (new Auroc("a"), MetricSamples.Classes),
            (new AveragePrecision(), MetricSamples.Classes),
            (new RankCorrelation(), MetricSamples.Numbers),
            (new RankCorrelation(CorrelationKind.Kendall), MetricSamples.Numbers),
            (new RankCorrelation(CorrelationKind.Pearson), MetricSamples.Numbers),
            (new Latency(), MetricSamples.Classes),
            (new Latency(0.9), MetricSamples.Classes),
            (new TimeToFirstToken(0.9), MetricSamples.Classes),
            (new TokensPerSecond(), MetricSamples.Classes),
        ];
        return all.Select(
            (pair, i) => new TestCaseData(pair.Metric, pair.Samples).SetArgDisplayNames($"{i:00} {pair.Metric.Name}")
        );
    }

    [TestCaseSource(nameof(Metrics))]
    public void A_weight_counts_as_so_many_rows(IWeightedMetric metric, object samples) =>
        Gen.Select(Lists(samples), Gen.Int[0, 3].Array[12])
            .Sample(
                (list, counts) =>
                {
                    double[][] rows = MetricSamples.Rows(metric, list);
                    double[] weights = [.. rows.Select((_, i) => (double)counts[i])];
                    double[][] repeated = [.. rows.SelectMany((row, i) => Enumerable.Repeat(row, counts[i]))];
                    AssertSame(Value(metric, repeated), metric.Value(Flat(rows), weights));
                },
                iter: 300
            );

    [TestCaseSource(nameof(Metrics))]
    public void The_order_of_samples_does_not_matter(IWeightedMetric metric, object samples) =>
        Lists(samples)
            .Where(_ => metric is not ExpectedCalibrationError { Mass: true })
            .Sample(
                list =>
                {
                    double[][] rows = MetricSamples.Rows(metric, list);
                    AssertSame(Value(metric, rows), Value(metric, [.. rows.Reverse()]));
                },
                iter: metric is ExpectedCalibrationError { Mass: true } ? 0 : 200
            );

    [TestCaseSource(nameof(Metrics))]
    public void No_rows_have_no_value(IWeightedMetric metric, object samples) =>
        Assert.That(metric.Value([], []), Is.Null, $"{samples}");

    [Test]
    public void A_sample_without_confidence_is_left_out()
    {
        var sample = new ScoredSample("a", ["a"], EvalHarness.Core.Outcome.Answered);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new ExpectedCalibrationError().Observe(sample, new double[2]), Is.False);
            Assert.That(new BrierScore().Observe(sample, new double[1]), Is.False);
            Assert.That(new LogLoss().Observe(sample, new double[1]), Is.False);
            Assert.That(new Auroc().Observe(sample, new double[2]), Is.False);
            Assert.That(new Auroc("a").Observe(sample, new double[2]), Is.False);
        }
    }

    private static double? Value(IWeightedMetric metric, double[][] rows) =>
        metric.Value(Flat(rows), [.. Enumerable.Repeat(1.0, rows.Length)]);

    private static double[] Flat(double[][] rows) => [.. rows.SelectMany(row => row)];

    private static Gen<ScoredSample[]> Lists(object samples) => ((Gen<ScoredSample>)samples).Array[1, 12];

    private static void AssertSame(double? expected, double? actual)
    {
        Assert.That(actual.HasValue, Is.EqualTo(expected.HasValue));
        Assert.That(actual ?? 0, Is.EqualTo(expected ?? 0).Within(1e-9));
    }
}
