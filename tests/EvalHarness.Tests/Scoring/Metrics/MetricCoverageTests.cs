using EvalHarness.Core;
using EvalHarness.Scoring;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>No metric without a reference.</summary>
public sealed class MetricCoverageTests
{
    private static readonly string[] Sources =
    [
        .. Directory
            .GetFiles(
                Path.Combine(Repository.Root, "tests", "EvalHarness.Tests", "Scoring", "Metrics"),
                "*ReferenceTests.cs"
            )
            .Select(File.ReadAllText),
    ];

    private static IEnumerable<Type> Metrics() =>
        typeof(IMetric)
            .Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(one => one == typeof(IMetric) || one == typeof(IWeightedMetric)))
            .Where(type => type.IsDefined(typeof(KeywordAttribute), inherit: false));

    [Test]
    public void Metrics_are_found() => Assert.That(Metrics().Count(), Is.AtLeast(31));

    [TestCaseSource(nameof(Metrics))]
    public void A_metric_is_held_to_reference_values(Type metric) =>
        Assert.That(
            Sources.Any(source => source.Contains($"new {metric.Name}(", StringComparison.Ordinal)),
            Is.True,
            $"no test of Scoring/Metrics/*ReferenceTests.cs makes a {metric.Name}; hold it to values from elsewhere"
        );
}
